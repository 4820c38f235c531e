package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.SessionState;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows sessions to users: metadata, history, lineage. Thread-safe. */
final class MetadataView {

    private final Context context;

    MetadataView(Context context) {
        this.context = context;
    }

    SessionMetadata metadata(SessionId id) {
        StorageBackend backend = context.backend();
        Base base = context.reader().base(id);
        SessionState state = base.state();
        SessionRecord record = state.record();
        Map<String, String> dtypes = new LinkedHashMap<>();
        for (Column column : base.manifest().schema().columns()) {
            dtypes.put(column.name(), column.dtype().name());
        }
        return new SessionMetadata(
                id.value(),
                record.description().filename(),
                record.description().createdAt(),
                state.expiresAt(),
                state.lastAccessed(),
                record.head().version(),
                history(id, record),
                new MarkIds(base.table()).positions(),
                backend.audit(id),
                base.manifest().rows(),
                dtypes,
                record.description().attributes().deepCopy(),
                serialization(base.table()));
    }

    String filename(SessionId id) {
        StorageBackend backend = context.backend();
        try {
            return backend.state(id).record().description().filename();
        } catch (StorageUnavailableException e) {
            return backend.lastRecord(id).orElseThrow(() -> e).description().filename();
        }
    }

    private SessionMetadata.Serialization serialization(Table table) {
        TableEngine engine = context.engine();
        Manifest manifest = table.manifest();
        long stored = manifest.encodedBytes();
        return new SessionMetadata.Serialization(
                engine.format().label(),
                engine.codec().label(),
                stored,
                stored == 0 ? 1 : Math.round(100.0 * manifest.rawBytes() / stored) / 100.0);
    }

    /** The kept versions, oldest first. */
    List<HistoryEntry> history(SessionId id) {
        return history(id, context.backend().state(id).record());
    }

    private List<HistoryEntry> history(SessionId id, SessionRecord record) {
        Map<Integer, Step> steps = steps(id, record.versions().stream().map(Version::id).toList());
        List<HistoryEntry> entries = new ArrayList<>();
        for (Version version : record.versions()) {
            Step step = steps.get(version.id());
            entries.add(entry(version, step == null ? null : step.operation(), record));
        }
        return entries;
    }

    /** The versions from the first to the current one. */
    List<HistoryEntry> lineage(SessionId id) {
        SessionRecord record = context.backend().state(id).record();
        Map<Integer, Step> steps =
                steps(id, IntStream.range(1, record.nextVersion()).boxed().toList());
        List<HistoryEntry> entries = new ArrayList<>();
        Step step = steps.get(record.head().version());
        while (step != null) {
            entries.addFirst(entry(step.version(), step.operation(), record));
            Integer parent = step.version().parent();
            step = parent == null ? null : steps.get(parent);
        }
        return entries;
    }

    private Map<Integer, Step> steps(SessionId id, List<Integer> versions) {
        Map<Integer, Step> steps = new HashMap<>();
        context.backend().steps(id, versions).forEach(step -> steps.put(step.version().id(), step));
        return steps;
    }

    private static HistoryEntry entry(
            Version version, @Nullable JsonNode operation, SessionRecord record) {
        return new HistoryEntry(
                version.id(),
                version.parent(),
                version.timestamp(),
                version.summary(),
                operation,
                version.rowsBefore(),
                version.rowsAfter(),
                version.id() == record.head().version(),
                record.version(version.id()).isPresent());
    }
}
