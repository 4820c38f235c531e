package io.remanso.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.remanso.sessions.DatasetSessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The versions of a session and moves between them. */
@RestController
@RequestMapping(path = "/api/v1/sessions/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "History", description = "Versions, undo, redo and restore")
final class HistoryApi {

    private final DatasetSessions sessions;

    HistoryApi(DatasetSessions sessions) {
        this.sessions = sessions;
    }

    /** The version to go to. */
    record Restore(@JsonProperty(required = true) int versionId) {}

    /** The body of a call that takes none: empty, or an object without members. */
    record Nothing() {}

    @GetMapping("/history")
    @Operation(summary = "The kept versions, oldest first")
    ArrayNode history(@PathVariable String id) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        sessions.history(id)
                .forEach(entry -> json.add(entry.toJson().put("current", entry.current())));
        return json;
    }

    @PostMapping("/undo")
    @Operation(summary = "Go back to the state before the current one")
    ObjectNode undo(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestBody(required = false) @Nullable Nothing body,
            HttpServletRequest request) {
        return sessions.undo(id, Conditions.of(request)).toJson();
    }

    @PostMapping("/redo")
    @Operation(summary = "Take the last undo back")
    ObjectNode redo(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestBody(required = false) @Nullable Nothing body,
            HttpServletRequest request) {
        return sessions.redo(id, Conditions.of(request)).toJson();
    }

    @PostMapping("/restore")
    @Operation(summary = "Go to any kept version")
    ObjectNode restore(
            @PathVariable String id, @RequestBody Restore body, HttpServletRequest request) {
        return sessions.restore(id, body.versionId(), Conditions.of(request)).toJson();
    }
}
