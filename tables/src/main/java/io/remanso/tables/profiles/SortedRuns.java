package io.remanso.tables.profiles;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.SubTable;
import io.remanso.tables.internal.TableScan;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.memory.util.ArrowBufPointer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * The different values of a column in rising order, as the query engine answers them, each with how
 * often it occurs; nulls are left out, NaN comes last. A column whose values repeat is grouped
 * before it is sorted; one whose values hardly do is only sorted, which costs half as much, and
 * equal neighbours are counted here.
 */
final class SortedRuns {

    /** Takes the values in turn. */
    interface Consumer {
        void run(Values values, int row, long count);
    }

    /** The share of different values in a slice from which on grouping does not pay. */
    private static final double HARDLY_REPEATS = 0.25;

    private final Table table;
    private final Column column;
    private final Consumer consumer;

    private SortedRuns(Table table, Column column, Consumer consumer) {
        this.table = table;
        this.column = column;
        this.consumer = consumer;
    }

    static ColumnProfile profile(Table table, Column column, Overview overview) {
        ColumnRun run = new ColumnRun(table, column, overview);
        new SortedRuns(table, column, run).run();
        return run.profile();
    }

    private void run() {
        boolean sortOnly = repeatsHardly();
        String values =
                "(SELECT %s AS v FROM t WHERE c0 IS NOT NULL)".formatted(value(column.dtype()));
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", List.of(column));
            if (sortOnly) {
                try (QueryBatches answer =
                        scan.query("SELECT v FROM %s ORDER BY v".formatted(values))) {
                    neighbours(answer);
                }
            } else {
                try (QueryBatches answer =
                        scan.query(
                                "SELECT v, count(*) FROM %s GROUP BY v ORDER BY v"
                                        .formatted(values))) {
                    groups(answer);
                }
            }
        }
    }

    /** The engine groups 0.0 and -0.0 apart, although they are equal. */
    private static String value(DType dtype) {
        return dtype.isFloat() ? "CASE WHEN c0 = 0 THEN 0 ELSE c0 END" : "c0";
    }

    private boolean repeatsHardly() {
        int slices = table.manifest().slices().size();
        if (slices < 2 || column.dtype().kind() == DType.Kind.BOOL) {
            return false;
        }
        try (TableScan scan = TableScan.open(SubTable.of(table, List.of(slices / 2)))) {
            scan.register("t", List.of(column));
            try (QueryBatches answer = scan.query("SELECT count(DISTINCT c0) FROM t")) {
                answer.next();
                return ((BigIntVector) answer.batch().getVector(0)).get(0)
                        > HARDLY_REPEATS * Slice.MAX_ROWS;
            }
        }
    }

    private void groups(QueryBatches answer) {
        while (answer.next()) {
            Values values = values(answer.batch().getVector(0));
            BigIntVector counts = (BigIntVector) answer.batch().getVector(1);
            for (int row = 0; row < counts.getValueCount(); row++) {
                consumer.run(values, row, counts.get(row));
            }
        }
    }

    private void neighbours(QueryBatches answer) {
        ArrowBufPointer here = new ArrowBufPointer();
        ArrowBufPointer there = new ArrowBufPointer();
        @Nullable Last last = null;
        while (answer.next()) {
            FieldVector vector = answer.batch().getVector(0);
            ElementAddressableVector bytes = (ElementAddressableVector) vector;
            Values values = values(vector);
            int rows = vector.getValueCount();
            if (rows == 0) {
                continue;
            }
            long count = 1;
            if (last != null) {
                if (last.value(0).equals(values.value(0))) {
                    count += last.count();
                } else {
                    consumer.run(last, 0, last.count());
                }
            }
            for (int row = 1; row < rows; row++) {
                bytes.getDataPointer(row - 1, here);
                bytes.getDataPointer(row, there);
                if (here.equals(there)) {
                    count++;
                } else {
                    consumer.run(values, row - 1, count);
                    count = 1;
                }
            }
            last = new Last(values.value(rows - 1), values.place(rows - 1), count);
        }
        if (last != null) {
            consumer.run(last, 0, last.count());
        }
    }

    private Values values(FieldVector vector) {
        Cells cells = Cells.of(vector, column.dtype());
        IntToDoubleFunction places =
                Numbers.has(column.dtype()) ? Numbers.of(vector, column.dtype()) : row -> 0;
        return new Values() {
            @Override
            public Object value(int row) {
                return Objects.requireNonNull(cells.get(row));
            }

            @Override
            public double place(int row) {
                return places.applyAsDouble(row);
            }
        };
    }

    /** The last value of a batch, which may go on in the next. */
    private record Last(Object value, double place, long count) implements Values {

        @Override
        public Object value(int row) {
            return value;
        }

        @Override
        public double place(int row) {
            return place;
        }
    }
}
