package io.remanso.server.api;

import io.remanso.server.jobs.Jobs;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.VersionTable;
import io.remanso.tables.profiles.ColumnProfile;
import io.remanso.tables.profiles.TableProfile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What the columns of a table hold. */
@RestController
@Tag(name = "Tables")
final class ProfileApi {

    private final DatasetSessions sessions;
    private final Jobs jobs;
    private final JsonMapper json;

    ProfileApi(DatasetSessions sessions, Jobs jobs, JsonMapper json) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.json = json;
    }

    /** The answer: the profile of a version. */
    record Profile(int version, long rows, List<ProfiledColumn> columns) {

        static Profile of(int version, TableProfile profile) {
            return new Profile(
                    version,
                    profile.rows(),
                    profile.columns().stream().map(ProfiledColumn::of).toList());
        }
    }

    /** A column with its profile, as {@link ColumnProfile} describes it. */
    record ProfiledColumn(
            String name,
            String dtype,
            long count,
            long nulls,
            long intentionalMissing,
            long nans,
            long distinct,
            @Nullable Object min,
            @Nullable Object max,
            @Nullable Double mean,
            @Nullable Double std,
            List<ColumnProfile.Quantile> quantiles,
            List<ColumnProfile.TopValue> topValues,
            List<ColumnProfile.Bin> histogram,
            ColumnProfile.@Nullable TextLengths textLengths) {

        static ProfiledColumn of(ColumnProfile profile) {
            return new ProfiledColumn(
                    profile.column().name(),
                    profile.column().dtype().name(),
                    profile.count(),
                    profile.nulls(),
                    profile.intentionalMissing(),
                    profile.nans(),
                    profile.distinct(),
                    profile.min(),
                    profile.max(),
                    profile.mean(),
                    profile.std(),
                    profile.quantiles(),
                    profile.topValues(),
                    profile.histogram(),
                    profile.textLengths());
        }
    }

    @GetMapping(path = "/api/v1/sessions/{id}/profile", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What each column holds: counts, range, moments, quantiles, frequent values",
            description = "columns: names between commas, or a JSON array of names")
    Profile profile(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletResponse response)
            throws Exception {
        List<String> names = Names.parse("columns", columns, json);
        VersionTable source = version == null ? sessions.table(id) : sessions.table(id, version);
        Conditions.markStale(source, response);
        return jobs.run(() -> Profile.of(source.version(), TableProfile.of(source.table(), names)));
    }
}
