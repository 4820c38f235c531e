package io.remanso.server.api;

import io.remanso.server.jobs.Jobs;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.VersionTable;
import io.remanso.tables.diffs.CellChange;
import io.remanso.tables.diffs.RenamedColumn;
import io.remanso.tables.diffs.TableDiff;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What differs between two versions. */
@RestController
@Tag(name = "History")
final class DiffApi {

    private final DatasetSessions sessions;
    private final Jobs jobs;

    DiffApi(DatasetSessions sessions, Jobs jobs) {
        this.sessions = sessions;
        this.jobs = jobs;
    }

    /** The answer: the difference between two kept versions. */
    record Diff(
            int from,
            int to,
            long rowsAdded,
            long rowsRemoved,
            long cellsChanged,
            List<String> columnsAdded,
            List<String> columnsRemoved,
            List<RenamedColumn> columnsRenamed,
            List<CellChange> changes) {

        static Diff of(int from, int to, TableDiff diff) {
            return new Diff(
                    from,
                    to,
                    diff.rowsAdded(),
                    diff.rowsRemoved(),
                    diff.cellsChanged(),
                    diff.columnsAdded(),
                    diff.columnsRemoved(),
                    diff.columnsRenamed(),
                    diff.changes());
        }
    }

    @GetMapping(path = "/api/v1/sessions/{id}/diff", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The cell-level difference of two kept versions")
    Diff diff(
            @PathVariable String id,
            @RequestParam int from,
            @RequestParam int to,
            @RequestParam(defaultValue = "100") int limit,
            HttpServletResponse response)
            throws Exception {
        VersionTable before = sessions.table(id, from);
        VersionTable after = sessions.table(id, to);
        Conditions.markStale(before, response);
        Conditions.markStale(after, response);
        return jobs.run(
                () -> Diff.of(from, to, TableDiff.between(before.table(), after.table(), limit)));
    }
}
