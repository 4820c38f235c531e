package io.remanso.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.VersionTable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cells that are missing on purpose. */
@RestController
@RequestMapping(
        path = "/api/v1/sessions/{id}/intentional-missing",
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Intentional missing", description = "Cells that are missing on purpose")
final class MarksApi {

    private final DatasetSessions sessions;

    MarksApi(DatasetSessions sessions) {
        this.sessions = sessions;
    }

    /** All marks of one column. */
    record ColumnMarks(
            @JsonProperty(required = true) String column,
            @JsonProperty(required = true) List<Long> rows) {}

    /** All marks of several columns. */
    record BatchMarks(@JsonProperty(required = true) Map<String, List<Long>> columns) {}

    @GetMapping
    @Operation(summary = "Per column, the rows whose cell is missing on purpose")
    Map<String, List<Long>> get(@PathVariable String id, HttpServletResponse response) {
        VersionTable table = sessions.table(id);
        Conditions.markStale(table, response);
        return table.intentionalMissing();
    }

    @PutMapping
    @Operation(summary = "Set the marks of one column; no rows clear it")
    Map<String, List<Long>> set(
            @PathVariable String id, @RequestBody ColumnMarks body, HttpServletRequest request) {
        return sessions.setIntentionalMissing(
                id, body.column(), body.rows(), Conditions.of(request));
    }

    @PostMapping
    @Operation(summary = "Set the marks of several columns at once")
    Map<String, List<Long>> set(
            @PathVariable String id, @RequestBody BatchMarks body, HttpServletRequest request) {
        return sessions.setIntentionalMissing(id, body.columns(), Conditions.of(request));
    }
}
