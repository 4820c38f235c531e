package io.remanso.sessions;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says where writes took a session, also again for a commit that was applied before. */
final class Results {

    private Results() {}

    static VersionResult of(SessionId id, Version version, @Nullable JsonNode operation) {
        return new VersionResult(
                id.value(),
                version.id(),
                version.summary(),
                operation,
                version.rowsBefore(),
                version.rowsAfter(),
                version.cellsChanged(),
                version.columnsChanged(),
                version.columns(),
                null);
    }

    /** Of an operation that changes nothing: the version stays. */
    static VersionResult found(SessionId id, Version current, Operation operation) {
        return new VersionResult(
                id.value(),
                current.id(),
                operation.summary(),
                OperationJson.write(operation),
                current.rowsAfter(),
                current.rowsAfter(),
                0L,
                List.of(),
                current.columns(),
                null);
    }

    /** Of an undo: what the step had changed is changed back. */
    static VersionResult undo(SessionId id, Version from, Version to) {
        return move(id, "Undo: " + from.summary(), from, to, from);
    }

    /** Of a redo: what the step changes is changed again. */
    static VersionResult redo(SessionId id, Version from, Version to) {
        return move(id, "Redo: " + to.summary(), from, to, to);
    }

    private static VersionResult move(
            SessionId id, String summary, Version from, Version to, Version step) {
        return new VersionResult(
                id.value(),
                to.id(),
                summary,
                null,
                from.rowsAfter(),
                to.rowsAfter(),
                step.cellsChanged(),
                step.columnsChanged(),
                to.columns(),
                null);
    }

    /** Of a restore: the steps between the two name the columns. */
    static VersionResult restore(SessionId id, Version from, Version to, List<Version> known) {
        return new VersionResult(
                id.value(),
                to.id(),
                "Restore version " + to.id(),
                null,
                from.rowsAfter(),
                to.rowsAfter(),
                null,
                List.copyOf(between(from, to, known)),
                to.columns(),
                null);
    }

    /** Names in the steps from either version up to the ancestor that they share. */
    private static Set<String> between(Version from, Version to, List<Version> known) {
        Map<Integer, Version> byId = new HashMap<>();
        known.forEach(version -> byId.put(version.id(), version));
        Set<String> names = new LinkedHashSet<>();
        int left = from.id();
        int right = to.id();
        while (left != right) {
            Version later = byId.get(Math.max(left, right));
            if (later == null || later.parent() == null) {
                break;
            }
            names.addAll(later.columnsChanged());
            if (left > right) {
                left = later.parent();
            } else {
                right = later.parent();
            }
        }
        return names;
    }

    /** The results of the steps of a commit that was applied before. */
    static List<VersionResult> steps(StorageBackend backend, SessionId id, AppliedCommit commit) {
        List<Integer> range =
                IntStream.rangeClosed(commit.from() + 1, commit.to()).boxed().toList();
        Map<Integer, Step> steps = new HashMap<>();
        backend.steps(id, range).forEach(step -> steps.put(step.version().id(), step));
        List<VersionResult> results = new ArrayList<>();
        Step step = steps.get(commit.to());
        while (step != null) {
            results.addFirst(of(id, step.version(), step.operation()));
            Integer parent = step.version().parent();
            step = parent == null || parent == commit.from() ? null : steps.get(parent);
        }
        return results;
    }

    /** The result of a single step, undo, redo, restore or update that was applied before. */
    static VersionResult again(
            StorageBackend backend, SessionId id, SessionRecord record, AppliedCommit commit) {
        List<Step> steps = backend.steps(id, List.of(commit.from(), commit.to()));
        Version from = find(steps, commit.from()).version();
        Step to = find(steps, commit.to());
        return switch (commit.kind()) {
            case CREATE, STEP, AMEND -> of(id, to.version(), to.operation());
            case UNDO -> undo(id, from, to.version());
            case REDO -> redo(id, from, to.version());
            case RESTORE -> restore(id, from, to.version(), record.versions());
        };
    }

    private static Step find(List<Step> steps, int version) {
        Optional<Step> found =
                steps.stream().filter(step -> step.version().id() == version).findFirst();
        return found.orElseThrow(
                () -> new IllegalStateException("Every step is kept, not so " + version));
    }
}
