package io.remanso.tables.diffs;

import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.SubTable;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Compares rows that may lie anywhere: the query engine joins them by row id, and spills what does
 * not fit in its memory.
 */
final class MovedRowsDiff {

    private static final int POSITION = 0;
    private static final int ROW_ID = 1;
    private static final int FIRST_CELL = 2;

    private final Table before;
    private final Table after;
    private final List<ColumnPair> pairs;
    private final Changes changes;

    MovedRowsDiff(Table before, Table after, List<ColumnPair> pairs, Changes changes) {
        this.before = before;
        this.after = after;
        this.pairs = pairs;
        this.changes = changes;
    }

    /** Compares the slices without partners; answers how many rows both versions have there. */
    long compare(SliceMatch match) {
        if (match.before().isEmpty() || match.after().isEmpty()) {
            return 0;
        }
        Table was = SubTable.of(before, match.before());
        Table is = SubTable.of(after, match.after());
        try (TableScan scan = TableScan.open(is)) {
            long rows = commonRows(scan, was, is);
            if (rows > 0 && !pairs.isEmpty()) {
                compare(scan, was, is, new Positions(after.manifest(), match.after()));
            }
            return rows;
        }
    }

    private static long commonRows(TableScan scan, Table was, Table is) {
        scan.register("old_ids", was, List.of(), Extra.ROW_ID);
        scan.register("new_ids", is, List.of(), Extra.ROW_ID);
        try (QueryBatches answer =
                scan.query("SELECT count(*) FROM new_ids JOIN old_ids USING (row_id)")) {
            answer.next();
            return ((BigIntVector) answer.batch().getVector(0)).get(0);
        }
    }

    private void compare(TableScan scan, Table was, Table is, Positions positions) {
        scan.register(
                "old_rows", was, pairs.stream().map(ColumnPair::before).toList(), Extra.ROW_ID);
        scan.register(
                "new_rows",
                is,
                pairs.stream().map(ColumnPair::after).toList(),
                Extra.POSITION,
                Extra.ROW_ID);
        try (QueryBatches answer = scan.query(sql())) {
            while (answer.next()) {
                compare(answer.batch(), positions);
            }
        }
    }

    /** Rows of which a cell is distinct; all rows when a type changed, which SQL cannot compare. */
    private String sql() {
        String cells =
                IntStream.range(0, pairs.size())
                        .mapToObj(i -> "o.c%d, n.c%d".formatted(i, i))
                        .collect(Collectors.joining(", "));
        String rows =
                "SELECT n.pos, n.row_id, %s FROM new_rows n JOIN old_rows o ON n.row_id = o.row_id"
                        .formatted(cells);
        if (pairs.stream().anyMatch(ColumnPair::retyped)) {
            return rows;
        }
        return rows
                + IntStream.range(0, pairs.size())
                        .mapToObj(i -> "n.c%d IS DISTINCT FROM o.c%d".formatted(i, i))
                        .collect(Collectors.joining(" OR ", " WHERE ", ""));
    }

    private void compare(VectorSchemaRoot batch, Positions positions) {
        BigIntVector position = (BigIntVector) batch.getVector(POSITION);
        BigIntVector rowId = (BigIntVector) batch.getVector(ROW_ID);
        for (int column = 0; column < pairs.size(); column++) {
            ColumnPair pair = pairs.get(column);
            FieldVector was = batch.getVector(FIRST_CELL + 2 * column);
            FieldVector is = batch.getVector(FIRST_CELL + 2 * column + 1);
            CellComparison cells = new CellComparison(pair, was, is);
            for (int row = 0; row < batch.getRowCount(); row++) {
                if (cells.differs(row, row)) {
                    int at = row;
                    changes.add(
                            positions.of(position.get(row)),
                            column,
                            () ->
                                    new CellChange(
                                            rowId.get(at),
                                            pair.after().name(),
                                            cells.before().get(at),
                                            cells.after().get(at)));
                }
            }
        }
    }

    /** Where the rows of chosen slices lie in their table. */
    private static final class Positions {

        /** Per chosen slice: its first position among the chosen ones, and in the table. */
        private final List<long[]> starts = new ArrayList<>();

        Positions(Manifest manifest, List<Integer> slices) {
            long chosen = 0;
            long all = 0;
            int next = 0;
            for (int i = 0; i < manifest.slices().size() && next < slices.size(); i++) {
                int rows = manifest.slices().get(i).rows();
                if (slices.get(next) == i) {
                    starts.add(new long[] {chosen, all});
                    chosen += rows;
                    next++;
                }
                all += rows;
            }
        }

        long of(long position) {
            int low = 0;
            int high = starts.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (starts.get(middle)[0] <= position) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return starts.get(low)[1] + position - starts.get(low)[0];
        }
    }
}
