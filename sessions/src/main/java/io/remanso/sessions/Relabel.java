package io.remanso.sessions;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.RowIds;
import io.remanso.tables.Schema;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;

/** Gives a table from elsewhere the ids that it has inside of a session. */
final class Relabel {

    private Relabel() {}

    /**
     * The table with the session's column ids: a column of a name that the session's table has is
     * that column, others are new.
     */
    static Manifest columns(Manifest current, Manifest table) {
        List<Column> columns = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        Map<String, ChunkRef> marks = new LinkedHashMap<>();
        int next = Math.max(current.nextColumnId(), table.nextColumnId());
        for (Column column : table.schema().columns()) {
            String id = current.schema().find(column.name()).map(Column::id).orElse("c" + next);
            if (id.equals("c" + next)) {
                next++;
            }
            columns.add(new Column(id, column.name(), column.dtype()));
            chunks.put(id, table.chunksOf(column));
            ChunkRef mark = table.marks().get(column.id());
            if (mark != null) {
                marks.put(id, mark);
            }
        }
        return new Manifest(
                new Schema(columns),
                table.slices(),
                chunks,
                marks,
                Math.max(current.nextRowId(), table.nextRowId()),
                next);
    }

    /**
     * The table with row ids that the session has never given, in place of those from 0. Marks are
     * dropped: they are about other rows.
     */
    static Manifest freshRows(Manifest current, Table table, ChunkSink sink) {
        long shift = current.nextRowId();
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < table.manifest().slices().size(); i++) {
            Slice slice = table.manifest().slices().get(i);
            RowIds ids =
                    switch (slice.rowIds()) {
                        case RowIds.Range range -> new RowIds.Range(range.first() + shift);
                        case RowIds.Listed listed -> shifted(table, i, shift, sink);
                    };
            slices.add(new Slice(slice.rows(), ids));
        }
        Manifest manifest = table.manifest();
        return new Manifest(
                manifest.schema(),
                slices,
                manifest.chunks(),
                Map.of(),
                manifest.nextRowId() + shift,
                manifest.nextColumnId());
    }

    private static RowIds shifted(Table table, int slice, long shift, ChunkSink sink) {
        try (BigIntVector given = table.rowIds(slice);
                BigIntVector ids = new BigIntVector("row_id", table.engine().allocator())) {
            ids.allocateNew(given.getValueCount());
            for (int row = 0; row < given.getValueCount(); row++) {
                ids.set(row, given.get(row) + shift);
            }
            ids.setValueCount(given.getValueCount());
            return new RowIds.Listed(table.engine().write(ids, sink));
        }
    }
}
