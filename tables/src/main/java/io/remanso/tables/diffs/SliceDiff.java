package io.remanso.tables.diffs;

import io.remanso.tables.ChunkName;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Compares slices that hold the same rows: only columns whose chunks differ, one slice at a time.
 */
final class SliceDiff {

    private final Table before;
    private final Table after;
    private final List<ColumnPair> pairs;
    private final Changes changes;

    SliceDiff(Table before, Table after, List<ColumnPair> pairs, Changes changes) {
        this.before = before;
        this.after = after;
        this.pairs = pairs;
        this.changes = changes;
    }

    void compare(SliceMatch match) {
        match.pairs().forEach(this::compare);
    }

    private void compare(SliceMatch.Pair slice) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            ColumnPair pair = pairs.get(i);
            if (!chunk(before, pair.before(), slice.before())
                    .equals(chunk(after, pair.after(), slice.after()))) {
                columns.add(i);
            }
        }
        if (columns.isEmpty()) {
            return;
        }
        List<Column> were = columns.stream().map(i -> pairs.get(i).before()).toList();
        List<Column> are = columns.stream().map(i -> pairs.get(i).after()).toList();
        try (VectorSchemaRoot was = before.slice(slice.before(), were);
                VectorSchemaRoot is = after.slice(slice.after(), are);
                BigIntVector rowIds = after.rowIds(slice.after())) {
            for (int i = 0; i < columns.size(); i++) {
                compare(slice, columns.get(i), was, is, i, rowIds);
            }
        }
    }

    private void compare(
            SliceMatch.Pair slice,
            int column,
            VectorSchemaRoot was,
            VectorSchemaRoot is,
            int vector,
            BigIntVector rowIds) {
        ColumnPair pair = pairs.get(column);
        CellComparison cells =
                new CellComparison(pair, was.getVector(vector), is.getVector(vector));
        for (int row = 0; row < slice.rows(); row++) {
            if (cells.differs(row, row)) {
                int at = row;
                changes.add(
                        slice.position() + row,
                        column,
                        () ->
                                new CellChange(
                                        rowIds.get(at),
                                        pair.after().name(),
                                        cells.before().get(at),
                                        cells.after().get(at)));
            }
        }
    }

    private static ChunkName chunk(Table table, Column column, int slice) {
        return table.manifest().chunksOf(column).get(slice).name();
    }
}
