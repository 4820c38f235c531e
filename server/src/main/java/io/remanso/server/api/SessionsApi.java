package io.remanso.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.remanso.server.uploads.Intake;
import io.remanso.server.uploads.ReceivedFile;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.MetadataPatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sessions from creation to removal. */
@RestController
@RequestMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Sessions", description = "Create, describe, renew and remove sessions")
final class SessionsApi {

    private final DatasetSessions sessions;
    private final Intake intake;
    private final Imports imports;

    SessionsApi(DatasetSessions sessions, Intake intake, Imports imports) {
        this.sessions = sessions;
        this.intake = intake;
        this.imports = imports;
    }

    /** A staged file to make a session of. */
    record FromUpload(
            @JsonProperty(required = true) String tempId,
            @Nullable String sheet,
            @Nullable ObjectNode options) {}

    /** What may be changed in the metadata. */
    record Patch(@Nullable String filename, @Nullable ObjectNode attributes) {}

    /** A new time to live. */
    record Touch(@Nullable Long ttlSeconds) {}

    @PostMapping
    @ImportParameters
    @Operation(
            summary = "Make a session of a file",
            description =
                    "Multipart field 'file' with options as form fields, or a raw body and ?filename=; JSON {temp_id, sheet, options} takes a staged file")
    ResponseEntity<ObjectNode> create(
            HttpServletRequest request,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters)
            throws Exception {
        ImportRequest options = ImportRequest.ofParameters(parameters);
        try (ReceivedFile file = intake.receive(request, parameters.get("filename"))) {
            return created(imports.create(file, options));
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, params = "!filename")
    @Operation(summary = "Make a session of a staged file")
    ResponseEntity<ObjectNode> create(@RequestBody FromUpload body) throws Exception {
        ImportRequest options = ImportRequest.ofJson(body.sheet(), body.options());
        try (InputStream bytes = sessions.openUpload(body.tempId());
                ReceivedFile file =
                        intake.receive(bytes, sessions.upload(body.tempId()).filename())) {
            return created(imports.create(file, options));
        }
    }

    @GetMapping("/{id}")
    @Operation(summary = "The metadata of a session")
    ObjectNode get(@PathVariable String id) {
        return sessions.metadata(id).toJson();
    }

    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    @Operation(summary = "Whether there is such a session; it is not renewed")
    ResponseEntity<Void> head(@PathVariable String id) {
        return ResponseEntity.status(sessions.exists(id) ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .build();
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change filename and attributes; a null attribute is removed")
    ObjectNode patch(@PathVariable String id, @RequestBody Patch body, HttpServletRequest request) {
        return sessions.updateMetadata(
                        id,
                        new MetadataPatch(body.filename(), body.attributes()),
                        Conditions.of(request))
                .toJson();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a session and everything of it")
    void delete(@PathVariable String id, HttpServletRequest request) {
        sessions.delete(id, Conditions.of(request));
    }

    @PostMapping("/{id}/touch")
    @Operation(summary = "Renew a session, with another time to live if one is given")
    ObjectNode touch(@PathVariable String id, @RequestBody(required = false) @Nullable Touch body) {
        Long seconds = body == null ? null : body.ttlSeconds();
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "expires_at",
                        sessions.touch(id, seconds == null ? null : ImportRequest.ttl(seconds))
                                .toString());
    }

    private static ResponseEntity<ObjectNode> created(ObjectNode session) {
        URI location = URI.create("/api/v1/sessions/" + session.get("session_id").stringValue());
        return ResponseEntity.created(location).body(session);
    }
}
