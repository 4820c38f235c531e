package io.remanso.server.api;

import io.remanso.server.uploads.Intake;
import io.remanso.server.uploads.ReceivedFile;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.VersionTable;
import io.remanso.tables.files.ExportFormat;
import io.remanso.tables.files.TableExport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.node.ObjectNode;

/** Whole tables, out and in. */
@RestController
@RequestMapping(path = "/api/v1/sessions/{id}/data")
@Tag(name = "Tables")
final class DataApi {

    private final DatasetSessions sessions;
    private final Intake intake;
    private final Imports imports;

    DataApi(DatasetSessions sessions, Intake intake, Imports imports) {
        this.sessions = sessions;
        this.intake = intake;
        this.imports = imports;
    }

    @GetMapping
    @Operation(
            summary = "The whole table as a file",
            description = "format: csv, json, ndjson, parquet, arrow, xlsx")
    void export(
            @PathVariable String id,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable Integer version,
            ServletWebRequest request,
            HttpServletResponse response)
            throws IOException {
        ExportFormat target = ExportFormat.parse(format);
        VersionTable source = version == null ? sessions.table(id) : sessions.table(id, version);
        Conditions.markStale(source, response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (request.checkNotModified(Conditions.entityTag(source))) {
            return;
        }
        response.setContentType(target.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name(id, target), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        TableExport.write(source.table(), target, response.getOutputStream());
    }

    @PutMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ImportParameters
    @Operation(summary = "Replace the table with a file, sent as for a new session")
    ObjectNode replace(
            @PathVariable String id,
            HttpServletRequest request,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters)
            throws Exception {
        ImportRequest options = ImportRequest.ofParameters(parameters);
        try (ReceivedFile file = intake.receive(request, parameters.get("filename"))) {
            return imports.replace(id, file, options, Conditions.of(request));
        }
    }

    /** The name of the uploaded file with the extension of the format. */
    private String name(String id, ExportFormat format) {
        String name = sessions.filename(id);
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name) + "." + format.extension();
    }
}
