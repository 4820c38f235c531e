package io.remanso.server.api;

import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.VersionTable;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.pages.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Pages of rows. */
@RestController
@Tag(name = "Tables", description = "Read, export and replace the table")
final class RowsApi {

    /** Cells that are held at once; a wide page is read and written in parts. */
    private static final int CELLS = 100_000;

    private final DatasetSessions sessions;
    private final JsonMapper json;

    RowsApi(DatasetSessions sessions, JsonMapper json) {
        this.sessions = sessions;
        this.json = json;
    }

    @GetMapping(path = "/api/v1/sessions/{id}/rows", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One page of rows, with an ETag",
            description = "columns: names between commas, or a JSON array of names")
    void rows(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long offset,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable Integer version,
            ServletWebRequest request,
            HttpServletResponse response)
            throws IOException {
        if (limit < 0 || limit > Page.MAX_ROWS) {
            throw new InvalidParameterException(
                    "A limit is 0 to %d, got %d; read more rows in several pages or export the table"
                            .formatted(Page.MAX_ROWS, limit));
        }
        VersionTable source = version == null ? sessions.table(id) : sessions.table(id, version);
        List<String> names = Names.parse("columns", columns, json);
        Conditions.markStale(source, response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (request.checkNotModified(Conditions.entityTag(source))) {
            return;
        }
        int width = names.isEmpty() ? source.table().schema().size() : names.size();
        int step = Math.max(1, CELLS / Math.max(1, width));
        Page first = Page.read(source.table(), offset, Math.min(limit, step), names);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        JsonGenerator out = json.createGenerator(response.getOutputStream());
        out.writeStartObject();
        out.writeNumberProperty("version", source.version());
        out.writeNumberProperty("offset", offset);
        out.writeNumberProperty("limit", limit);
        out.writeNumberProperty("total_rows", first.totalRows());
        writeColumns(out, first.columns());
        out.writeArrayPropertyStart("rows");
        int written = 0;
        for (Page page = first; !page.rows().isEmpty(); ) {
            page.rows().forEach(out::writePOJO);
            written += page.rows().size();
            page =
                    Page.read(
                            source.table(),
                            offset + written,
                            Math.min(limit - written, step),
                            names);
        }
        out.writeEndArray();
        out.writeEndObject();
        // Not closed when reading fails: that would make a short page look whole.
        out.close();
    }

    private static void writeColumns(JsonGenerator out, List<Column> columns) {
        out.writeArrayPropertyStart("columns");
        for (Column column : columns) {
            out.writeStartObject();
            out.writeStringProperty("name", column.name());
            out.writeStringProperty("dtype", column.dtype().name());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
