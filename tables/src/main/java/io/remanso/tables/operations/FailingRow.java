package io.remanso.tables.operations;

import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;

/** Finds the first row in which the engine cannot compute an expression, by halving. */
final class FailingRow {

    private FailingRow() {}

    /** Its position in the table, or -1 when every row can be computed. */
    static long find(Table table, ExpressionSql expression) {
        long first = 0;
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            int rows = table.manifest().slices().get(slice).rows();
            if (fails(table, slice, expression, 0, rows)) {
                int low = 0;
                int high = rows;
                while (high - low > 1) {
                    int middle = (low + high) >>> 1;
                    if (fails(table, slice, expression, low, middle)) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                return first + low;
            }
            first += rows;
        }
        return -1;
    }

    private static boolean fails(
            Table table, int slice, ExpressionSql expression, int from, int to) {
        try (TableScan scan = TableScan.open(table)) {
            scan.register(
                    "s",
                    Slices.one(table, slice, expression.columns()),
                    expression.columns(),
                    Extra.POSITION);
            try (QueryBatches answer =
                    scan.query(
                            "SELECT bit_xor(hash(%s)) FROM s WHERE pos >= %d AND pos < %d"
                                    .formatted(expression.sql(), from, to))) {
                answer.next();
                return false;
            }
        } catch (QueryException e) {
            return true;
        }
    }
}
