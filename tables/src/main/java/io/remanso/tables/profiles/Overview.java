package io.remanso.tables.profiles;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.profiles.ColumnProfile.TextLengths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a column tells, in any order of its values.
 *
 * @param nans how many values are NaN
 * @param min the least value that is not NaN
 * @param max the greatest value that is not NaN
 * @param first the place of the least finite value on the line, NaN when there is none
 * @param last the place of the greatest finite value
 */
record Overview(
        long nans,
        @Nullable Object min,
        @Nullable Object max,
        double first,
        double last,
        @Nullable TextLengths lengths) {

    /** Columns that one pass takes together. */
    private static final int TOGETHER = 50;

    static Map<Column, Overview> of(Table table, List<Column> columns) {
        Map<Column, Overview> overviews = new HashMap<>();
        for (int from = 0; from < columns.size(); from += TOGETHER) {
            List<Column> some = columns.subList(from, Math.min(columns.size(), from + TOGETHER));
            try (TableScan scan = TableScan.open(table)) {
                scan.register("t", some);
                try (QueryBatches answer = scan.query(sql(some))) {
                    answer.next();
                    read(answer.batch(), some, overviews);
                }
            }
        }
        return overviews;
    }

    private static String sql(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> figures(columns.get(i).dtype(), "c" + i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM t"));
    }

    private static String figures(DType dtype, String c) {
        if (dtype.isFloat()) {
            return ("count(*) FILTER (WHERE isnan(%1$s)),"
                            + " min(%1$s) FILTER (WHERE NOT isnan(%1$s)),"
                            + " max(%1$s) FILTER (WHERE NOT isnan(%1$s)),"
                            + " min(%1$s) FILTER (WHERE isfinite(%1$s)),"
                            + " max(%1$s) FILTER (WHERE isfinite(%1$s))")
                    .formatted(c);
        }
        String range = "min(%1$s), max(%1$s)".formatted(c);
        return dtype.kind() == DType.Kind.STRING
                ? range
                        + ", min(length(%1$s)), max(length(%1$s)), avg(length(%1$s)), count(*) FILTER (WHERE %1$s = '')"
                                .formatted(c)
                : range;
    }

    private static void read(
            VectorSchemaRoot row, List<Column> columns, Map<Column, Overview> overviews) {
        Fields fields = new Fields(row);
        for (Column column : columns) {
            overviews.put(column, read(fields, column.dtype()));
        }
    }

    private static Overview read(Fields fields, DType dtype) {
        long nans = dtype.isFloat() ? fields.count() : 0;
        FieldVector min = fields.next();
        FieldVector max = fields.next();
        boolean line = Numbers.has(dtype);
        double first = dtype.isFloat() ? place(fields.next(), dtype) : line ? place(min, dtype) : 0;
        double last = dtype.isFloat() ? place(fields.next(), dtype) : line ? place(max, dtype) : 0;
        return new Overview(
                nans,
                Cells.of(min, dtype).get(0),
                Cells.of(max, dtype).get(0),
                first,
                last,
                dtype.kind() == DType.Kind.STRING ? lengths(fields) : null);
    }

    private static @Nullable TextLengths lengths(Fields fields) {
        Object min = fields.value(DType.INT64);
        Object max = fields.value(DType.INT64);
        Object mean = fields.value(DType.FLOAT64);
        long empty = fields.count();
        return min == null || max == null || mean == null
                ? null
                : new TextLengths((Long) min, (Long) max, (Double) mean, empty);
    }

    private static double place(FieldVector vector, DType dtype) {
        return vector.isNull(0) ? Double.NaN : Numbers.of(vector, dtype).applyAsDouble(0);
    }

    /** The figures of an answer of one row, one after the other. */
    private static final class Fields {

        private final VectorSchemaRoot row;
        private int next;

        Fields(VectorSchemaRoot row) {
            this.row = row;
        }

        FieldVector next() {
            return row.getVector(next++);
        }

        @Nullable Object value(DType dtype) {
            return Cells.of(next(), dtype).get(0);
        }

        long count() {
            return value(DType.INT64) instanceof Long count ? count : 0;
        }
    }
}
