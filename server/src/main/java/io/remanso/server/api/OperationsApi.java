package io.remanso.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.remanso.server.jobs.Jobs;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.HistoryEntry;
import io.remanso.sessions.VersionResult;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cleaning steps, one by one or as a recipe. */
@RestController
@RequestMapping(path = "/api/v1/sessions/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Cleaning", description = "Cleaning steps, one by one or as a recipe")
final class OperationsApi {

    private static final int MAX_STEPS = 1_000;

    private final DatasetSessions sessions;
    private final Jobs jobs;

    OperationsApi(DatasetSessions sessions, Jobs jobs) {
        this.sessions = sessions;
        this.jobs = jobs;
    }

    /** Steps to do in order. */
    record Recipe(@JsonProperty(required = true) List<JsonNode> steps) {}

    @PostMapping("/operations")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "One cleaning step: {\"operation\": NAME, …parameters}")
    ObjectNode apply(
            @PathVariable String id,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @RequestBody JsonNode body,
            HttpServletRequest request)
            throws Exception {
        Operation operation = OperationJson.read(body);
        WriteOptions options = Conditions.of(request);
        return jobs.run(() ->
                        dryRun && operation.changesTable()
                                ? sessions.dryRun(id, List.of(operation)).getFirst()
                                : sessions.apply(id, operation, options))
                .toJson();
    }

    @GetMapping("/recipe")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "The steps that made the current table of the imported one")
    ObjectNode recipe(@PathVariable String id) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode steps = json.putArray("steps");
        for (HistoryEntry entry : sessions.lineage(id)) {
            if (entry.operation() == null) {
                steps.removeAll();
            } else {
                steps.add(entry.operation());
            }
        }
        return json;
    }

    @PostMapping("/recipe")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Do the steps of a recipe, one version each, all or none")
    ObjectNode apply(
            @PathVariable String id,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @RequestBody Recipe recipe,
            HttpServletRequest request)
            throws Exception {
        if (recipe.steps().size() > MAX_STEPS) {
            throw new InvalidParameterException(
                    "A recipe has at most %,d steps, got %,d; apply it in parts"
                            .formatted(MAX_STEPS, recipe.steps().size()));
        }
        List<Operation> operations = recipe.steps().stream().map(OperationJson::read).toList();
        WriteOptions options = Conditions.of(request);
        List<VersionResult> results =
                jobs.run(() ->
                        dryRun
                                ? sessions.dryRun(id, operations)
                                : sessions.applyAll(id, operations, options));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("results");
        results.forEach(result -> array.add(result.toJson()));
        return json;
    }
}
