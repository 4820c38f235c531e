package io.remanso.sessions;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.RowIds;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Turns the positions of marked cells into the ids of their rows, and back. */
final class MarkIds {

    private final Table table;
    private final long[] starts;

    MarkIds(Table table) {
        this.table = table;
        List<Slice> slices = table.manifest().slices();
        this.starts = new long[slices.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + slices.get(i - 1).rows();
        }
    }

    /** A column's marks: the row ids, rising, and the positions found so far. */
    private record Marked(String column, long[] ids, List<Long> positions) {

        boolean contains(long id) {
            return Arrays.binarySearch(ids, id) >= 0;
        }
    }

    /** Per column name, the positions of its marked cells, rising; columns without any left out. */
    Map<String, List<Long>> positions() {
        List<Marked> marks = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            if (table.manifest().marks().containsKey(column.id())) {
                try (BigIntVector ids = table.marks(column)) {
                    marks.add(new Marked(column.name(), values(ids), new ArrayList<>()));
                }
            }
        }
        for (int slice = 0; slice < starts.length && !marks.isEmpty(); slice++) {
            find(slice, marks);
        }
        Map<String, List<Long>> positions = new LinkedHashMap<>();
        for (Marked marked : marks) {
            if (!marked.positions().isEmpty()) {
                positions.put(marked.column(), List.copyOf(marked.positions()));
            }
        }
        return positions;
    }

    private void find(int slice, List<Marked> marks) {
        long start = starts[slice];
        switch (table.manifest().slices().get(slice).rowIds()) {
            case RowIds.Range range -> {
                long end = range.first() + table.manifest().slices().get(slice).rows();
                for (Marked marked : marks) {
                    long[] ids = marked.ids();
                    int from = insertion(ids, range.first());
                    for (int i = from; i < ids.length && ids[i] < end; i++) {
                        marked.positions().add(start + ids[i] - range.first());
                    }
                }
            }
            case RowIds.Listed listed -> {
                try (BigIntVector rowIds = table.rowIds(slice)) {
                    for (int row = 0; row < rowIds.getValueCount(); row++) {
                        long id = rowIds.get(row);
                        for (Marked marked : marks) {
                            if (marked.contains(id)) {
                                marked.positions().add(start + row);
                            }
                        }
                    }
                }
            }
        }
    }

    /**
     * The ids of the rows at these positions of a column, rising.
     *
     * @throws InvalidParameterException when there is no such row, or its cell has a value
     */
    long[] ids(Column column, Collection<Long> positions) {
        TreeSet<Long> sorted = new TreeSet<>(positions);
        if (!sorted.isEmpty() && (sorted.first() < 0 || sorted.last() >= table.rows())) {
            throw new InvalidParameterException(
                    "A row is a position from 0 to %d; got %d for column '%s'"
                            .formatted(
                                    table.rows() - 1,
                                    sorted.first() < 0 ? sorted.first() : sorted.last(),
                                    column.name()));
        }
        long[] ids = new long[sorted.size()];
        int filled = 0;
        for (int slice = 0; slice < starts.length; slice++) {
            long end = starts[slice] + table.manifest().slices().get(slice).rows();
            Collection<Long> here = sorted.subSet(starts[slice], end);
            if (!here.isEmpty()) {
                refuseValues(column, slice, here);
                filled = ids(slice, here, ids, filled);
            }
        }
        Arrays.sort(ids);
        return ids;
    }

    private int ids(int slice, Collection<Long> positions, long[] into, int filled) {
        int next = filled;
        try (BigIntVector rowIds = table.rowIds(slice)) {
            for (long position : positions) {
                into[next++] = rowIds.get((int) (position - starts[slice]));
            }
        }
        return next;
    }

    private void refuseValues(Column column, int slice, Collection<Long> positions) {
        try (VectorSchemaRoot cells = table.slice(slice, List.of(column))) {
            Cells values = Cells.of(cells.getVector(0), column.dtype());
            for (long position : positions) {
                Object value = values.get((int) (position - starts[slice]));
                if (value != null) {
                    throw new InvalidParameterException(
                            "Only an empty cell can be missing on purpose; row %d of column '%s' holds '%s'. Clear the cell first or leave the row out."
                                    .formatted(position, column.name(), shortened(value)));
                }
            }
        }
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static long[] values(BigIntVector vector) {
        long[] values = new long[vector.getValueCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.get(i);
        }
        return values;
    }

    private static int insertion(long[] ids, long id) {
        int found = Arrays.binarySearch(ids, id);
        return found >= 0 ? found : -found - 1;
    }
}
