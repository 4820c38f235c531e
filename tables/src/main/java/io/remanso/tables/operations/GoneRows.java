package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;

/** Which of the marked rows of a table do not stay. */
final class GoneRows {

    /** The ids of all rows that have a mark in some column, rising. */
    private final long[] marked;

    private final BitSet gone = new BitSet();

    private GoneRows(long[] marked) {
        this.marked = marked;
    }

    static GoneRows of(Table table, KeptRows kept) {
        GoneRows rows = new GoneRows(marked(table));
        List<Slice> slices = table.manifest().slices();
        for (int slice = 0; slice < slices.size(); slice++) {
            if (!kept.isWhole(slice)) {
                rows.add(table, slice, kept.of(slice), slices.get(slice).rows());
            }
        }
        return rows;
    }

    private void add(Table table, int slice, BitSet kept, int rows) {
        try (BigIntVector ids = table.rowIds(slice)) {
            for (int row = kept.nextClearBit(0); row < rows; row = kept.nextClearBit(row + 1)) {
                int index = Arrays.binarySearch(marked, ids.get(row));
                if (index >= 0) {
                    gone.set(index);
                }
            }
        }
    }

    /** Whether the row of this id had a mark and does not stay. */
    boolean contains(long rowId) {
        int index = Arrays.binarySearch(marked, rowId);
        return index >= 0 && gone.get(index);
    }

    private static long[] marked(Table table) {
        LongStream all = LongStream.empty();
        for (Column column : table.schema().columns()) {
            try (BigIntVector marks = table.marks(column)) {
                long[] ids = new long[marks.getValueCount()];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = marks.get(i);
                }
                all = LongStream.concat(all, Arrays.stream(ids));
            }
        }
        return all.sorted().distinct().toArray();
    }
}
