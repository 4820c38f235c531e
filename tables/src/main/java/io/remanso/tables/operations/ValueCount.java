package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Counts, for each row, the cells of some columns that have a value or are missing on purpose. Only
 * chunks that hold nulls are read.
 */
final class ValueCount {

    private final Table table;
    private final List<Column> columns;
    private final Map<Column, Set<Long>> marks = new LinkedHashMap<>();

    ValueCount(Table table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
        for (Column column : columns) {
            if (table.manifest().marks().containsKey(column.id())) {
                marks.put(column, ids(column));
            }
        }
    }

    /** Keeps the rows with at least so many. */
    void keepFrom(int needed, KeptRows kept) {
        List<Slice> slices = table.manifest().slices();
        for (int slice = 0; slice < slices.size(); slice++) {
            int[] counts = counts(slice, slices.get(slice).rows());
            for (int row = 0; row < counts.length; row++) {
                if (counts[row] >= needed) {
                    kept.of(slice).set(row);
                }
            }
        }
    }

    private int[] counts(int slice, int rows) {
        int whole = 0;
        List<Column> gapped = new ArrayList<>();
        for (Column column : columns) {
            ChunkRef chunk = table.manifest().chunksOf(column).get(slice);
            if (chunk.nulls() == 0) {
                whole++;
            } else {
                gapped.add(column);
            }
        }
        int[] counts = new int[rows];
        for (Column column : gapped) {
            try (VectorSchemaRoot root = table.slice(slice, List.of(column))) {
                count(slice, column, root.getVector(0), counts);
            }
        }
        for (int row = 0; row < rows; row++) {
            counts[row] += whole;
        }
        return counts;
    }

    private void count(int slice, Column column, FieldVector values, int[] counts) {
        Set<Long> marked = marks.getOrDefault(column, Set.of());
        try (BigIntVector ids = marked.isEmpty() ? null : table.rowIds(slice)) {
            for (int row = 0; row < counts.length; row++) {
                if (!values.isNull(row) || (ids != null && marked.contains(ids.get(row)))) {
                    counts[row]++;
                }
            }
        }
    }

    private Set<Long> ids(Column column) {
        Set<Long> ids = new HashSet<>();
        try (BigIntVector vector = table.marks(column)) {
            for (int i = 0; i < vector.getValueCount(); i++) {
                ids.add(vector.get(i));
            }
        }
        return ids;
    }
}
