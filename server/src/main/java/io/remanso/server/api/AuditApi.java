package io.remanso.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.remanso.sessions.AuditLog;
import io.remanso.sessions.DatasetSessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a session. */
@RestController
@RequestMapping(path = "/api/v1/sessions/{id}/audit", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Audit", description = "What happened to a session")
final class AuditApi {

    private final DatasetSessions sessions;

    AuditApi(DatasetSessions sessions) {
        this.sessions = sessions;
    }

    /** A line of the user's own. */
    record Entry(@JsonProperty(required = true) String message) {}

    @GetMapping
    @Operation(summary = "The audit log, oldest line first")
    AuditLog get(@PathVariable String id) {
        return sessions.audit(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a line to the audit log; answers the whole log")
    AuditLog add(@PathVariable String id, @RequestBody Entry body, HttpServletRequest request) {
        sessions.addAudit(id, body.message(), Conditions.of(request));
        return sessions.audit(id);
    }
}
