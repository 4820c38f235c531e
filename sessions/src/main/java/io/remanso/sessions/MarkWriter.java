package io.remanso.sessions;

import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Footprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;

/** Says which cells are missing on purpose, in the current version. Thread-safe. */
final class MarkWriter {

    private final Context context;

    MarkWriter(Context context) {
        this.context = context;
    }

    void set(SessionId id, Map<String, List<Long>> rowsByColumn, WriteOptions options) {
        Base base = context.reader().base(id);
        Committer.check(options, base.record());
        try (Staging staging = context.backend().stage(id)) {
            Set<String> columns = new HashSet<>();
            Map<String, ChunkRef> marks = new HashMap<>(base.manifest().marks());
            MarkIds ids = new MarkIds(base.table());
            rowsByColumn.forEach((name, rows) -> {
                Column column = base.manifest().schema().require(name);
                columns.add(column.id());
                long[] marked = ids.ids(column, rows);
                if (marked.length == 0) {
                    marks.remove(column.id());
                } else {
                    marks.put(column.id(), write(base.table(), marked, staging));
                }
            });
            Manifest marked = base.manifest().withMarks(marks);
            context.committer()
                    .commit(
                            id,
                            options,
                            base.record(),
                            staging,
                            (record, commitId) ->
                                    amend(
                                            base,
                                            marked,
                                            Footprint.of(columns, columns),
                                            summary(rowsByColumn),
                                            record,
                                            commitId),
                            applied -> applied);
        }
    }

    private Attempt.Proposal<Object> amend(
            Base base,
            Manifest marked,
            Footprint footprint,
            String summary,
            SessionRecord record,
            String commitId) {
        Manifest theirs = context.current(base.id(), record);
        Manifest manifest =
                Rebase.merge(base.manifest(), marked, theirs, footprint)
                        .orElseThrow(() ->
                                VersionConflictException.overtaken(
                                        base.version(), record.head().version()));
        Version amended = record.current().withState(RandomId.next());
        return context.propose(
                base.id(),
                record,
                Records.amend(record, commitId, amended),
                theirs,
                Map.of(amended.state(), manifest),
                List.of(),
                List.of(summary),
                amended);
    }

    private static ChunkRef write(Table table, long[] ids, Staging staging) {
        try (BigIntVector vector = new BigIntVector("row_id", table.engine().allocator())) {
            vector.allocateNew(ids.length);
            for (int i = 0; i < ids.length; i++) {
                vector.set(i, ids[i]);
            }
            vector.setValueCount(ids.length);
            return table.engine().write(vector, staging);
        }
    }

    private static String summary(Map<String, List<Long>> rowsByColumn) {
        if (rowsByColumn.size() == 1) {
            Map.Entry<String, List<Long>> only = rowsByColumn.entrySet().iterator().next();
            return "Mark %d cells of '%s' as missing on purpose"
                    .formatted(new HashSet<>(only.getValue()).size(), only.getKey());
        }
        return "Mark cells of %d columns as missing on purpose".formatted(rowsByColumn.size());
    }
}
