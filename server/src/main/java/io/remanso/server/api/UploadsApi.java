package io.remanso.server.api;

import io.remanso.server.uploads.Intake;
import io.remanso.server.uploads.ReceivedFile;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.Upload;
import io.remanso.tables.files.Preview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Files that are looked at before they are imported. */
@RestController
@RequestMapping(path = "/api/v1/uploads", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Uploads", description = "Stage a file and look at it before importing it")
final class UploadsApi {

    private final DatasetSessions sessions;
    private final Intake intake;
    private final Imports imports;

    UploadsApi(DatasetSessions sessions, Intake intake, Imports imports) {
        this.sessions = sessions;
        this.intake = intake;
        this.imports = imports;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Stage a file: multipart field 'file', or a raw body and ?filename=")
    ObjectNode create(
            HttpServletRequest request, @RequestParam(required = false) @Nullable String filename)
            throws Exception {
        try (ReceivedFile file = intake.receive(request, filename);
                InputStream bytes = Files.newInputStream(file.path())) {
            Preview preview = imports.preview(file);
            Upload upload =
                    sessions.createUpload(
                            file.filename(), bytes, JsonNodeFactory.instance.objectNode(), null);
            return json(upload, preview);
        }
    }

    @DeleteMapping("/{temp_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget a staged file")
    void delete(@PathVariable("temp_id") String tempId) {
        sessions.deleteUpload(tempId);
    }

    private static ObjectNode json(Upload upload, Preview preview) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("temp_id", upload.tempId());
        json.put("filename", upload.filename());
        json.put("size", upload.size());
        json.put("format", preview.format().label());
        json.put("expires_at", upload.expiresAt().toString());
        ArrayNode sheets = json.putArray("sheets");
        preview.sheets().forEach(sheet -> write(sheet, sheets.addObject()));
        return json;
    }

    private static void write(Preview.Sheet sheet, ObjectNode json) {
        json.put("name", sheet.name());
        json.put("rows", sheet.rows());
        json.put("rows_estimated", sheet.rowsEstimated());
        ArrayNode columns = json.putArray("columns");
        sheet.columns()
                .forEach(column ->
                        columns.addObject()
                                .put("name", column.name())
                                .put("dtype", column.dtype().name()));
        ArrayNode rows = json.putArray("preview");
        sheet.firstRows()
                .forEach(row -> {
                    ArrayNode cells = rows.addArray();
                    row.forEach(cells::add);
                });
        ArrayNode warnings = json.putArray("warnings");
        sheet.warnings().forEach(warnings::add);
        json.set("import_options", sheet.importOptions().toJson());
    }
}
