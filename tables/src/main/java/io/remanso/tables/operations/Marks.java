package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.apache.arrow.vector.BigIntVector;
import org.jspecify.annotations.Nullable;

/** The marks of a column without some of its rows. */
final class Marks {

    private final Table table;
    private final Column column;
    private final long[] kept;
    private final int before;

    private Marks(Table table, Column column, long[] kept, int before) {
        this.table = table;
        this.column = column;
        this.kept = kept;
        this.before = before;
    }

    /** The marks of the rows whose ids are not gone. */
    static Marks without(Table table, Column column, LongPredicate gone) {
        try (BigIntVector marks = table.marks(column)) {
            long[] kept = new long[marks.getValueCount()];
            int count = 0;
            for (int i = 0; i < kept.length; i++) {
                if (!gone.test(marks.get(i))) {
                    kept[count++] = marks.get(i);
                }
            }
            return new Marks(table, column, Arrays.copyOf(kept, count), kept.length);
        }
    }

    /** Makes these the marks of the column in the draft. */
    void put(Draft draft, ChunkSink sink) {
        if (kept.length < before) {
            draft.putMarks(column, write(sink));
        }
    }

    /** The chunk of the marks, or null when none is left. An unchanged one is not written. */
    @Nullable ChunkRef write(ChunkSink sink) {
        if (kept.length == before) {
            return table.manifest().marks().get(column.id());
        }
        return kept.length == 0 ? null : write(table.engine(), kept, sink);
    }

    private static ChunkRef write(TableEngine engine, long[] ids, ChunkSink sink) {
        try (BigIntVector vector = new BigIntVector("row_id", engine.allocator())) {
            vector.allocateNew(ids.length);
            for (int i = 0; i < ids.length; i++) {
                vector.set(i, ids[i]);
            }
            vector.setValueCount(ids.length);
            return engine.write(vector, sink);
        }
    }
}
