package io.remanso.tables.operations;

import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;

/**
 * The rows of a table in another order. A row is kept as one int: the number of its slice in the
 * upper half, its place in the slice in the lower.
 */
final class RowOrder {

    private static final int PLACE_BITS = 16;
    private static final int PLACE = (1 << PLACE_BITS) - 1;

    private final int[] rows;

    private RowOrder(int[] rows) {
        this.rows = rows;
    }

    /** The order in which a query answers the positions of all rows. */
    static RowOrder of(Table table, TableScan scan, String sql) {
        List<Slice> slices = table.manifest().slices();
        Positions positions = new Positions(slices);
        int[] rows = new int[Math.toIntExact(table.rows())];
        int count = 0;
        try (QueryBatches answer = scan.query(sql)) {
            while (answer.next()) {
                BigIntVector found = (BigIntVector) answer.batch().getVector(0);
                for (int i = 0; i < found.getValueCount(); i++) {
                    int slice = positions.slice(found.get(i));
                    int place = (int) (found.get(i) - positions.first(slice));
                    rows[count++] = slice << PLACE_BITS | place;
                }
            }
        }
        return new RowOrder(rows);
    }

    int size() {
        return rows.length;
    }

    /** The slice that the row at this place of the new order is in now. */
    int slice(int index) {
        return rows[index] >>> PLACE_BITS;
    }

    /** Where in its slice the row at this place of the new order is now. */
    int place(int index) {
        return rows[index] & PLACE;
    }

    /** Whether the rows are in this order already. */
    boolean isNone() {
        for (int i = 1; i < rows.length; i++) {
            if (Integer.compareUnsigned(rows[i - 1], rows[i]) > 0) {
                return false;
            }
        }
        return true;
    }
}
