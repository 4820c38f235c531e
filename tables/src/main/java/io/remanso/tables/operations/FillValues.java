package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import io.remanso.tables.operations.FillNulls.Strategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Computes the values that fill the gaps of a column. They are a table {@code fill}, or a query of
 * that name in the rewrite itself when one query can do all, keyed by group or by position: {@code
 * vi} is the value in the column's own type, or null when that cannot hold it, and {@code vd} is
 * the value in float64.
 */
final class FillValues {

    private final Table table;
    private final TableScan scan;
    private final List<Column> groups;

    FillValues(Table table, TableScan scan, List<Column> groups) {
        this.table = table;
        this.scan = scan;
        this.groups = groups;
    }

    /** The rewrite that fills with a literal. */
    Rewrite constant(Column column, CellValue value) {
        prepareMarks(column);
        Column widened = widened(value, column);
        return filling(column, widened.dtype(), Literals.strict(value, widened));
    }

    /**
     * @throws InvalidParameterException when the column cannot take the value
     */
    static void requireFit(CellValue value, Column column) {
        Literals.strict(value, widened(value, column));
    }

    /** The rewrite that fills with computed values. */
    Rewrite computed(Column column, Strategy strategy) {
        prepareMarks(column);
        boolean byPosition =
                switch (strategy) {
                    case FORWARD, BACKWARD, LINEAR -> true;
                    case MEAN, MEDIAN, MODE, CONSTANT -> false;
                };
        boolean keepsType = strategy == Strategy.MODE || column.dtype().isFloat();
        if (!byPosition && keepsType && isOneSlice()) {
            return byGroup(column, column.dtype(), "vi")
                    .withFill(fill(column, strategy, false, "s"));
        }
        compute(column, strategy, byPosition);
        boolean widens =
                column.dtype().isInteger()
                        && Statements.number(
                                        scan,
                                        "SELECT count(*) FROM fill WHERE vi IS NULL AND vd IS NOT NULL")
                                > 0;
        DType to = widens ? DType.FLOAT64 : column.dtype();
        String value = widens ? "vd" : "vi";
        return byPosition
                ? filling(column, to, "fill." + value).from(joinByPosition(), groups)
                : byGroup(column, to, value);
    }

    private Rewrite byGroup(Column column, DType to, String value) {
        return groups.isEmpty()
                ? filling(column, to, "(SELECT %s FROM fill)".formatted(value))
                : filling(column, to, "fill." + value).from(joinByGroup(), groups);
    }

    /** Puts the values into the table {@code fill}. */
    private void compute(Column column, Strategy strategy, boolean byPosition) {
        List<Column> read = new ArrayList<>(List.of(column));
        read.addAll(groups);
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        if (byPosition) {
            extras.add(Extra.POSITION);
        }
        if (isMarked(column)) {
            extras.add(Extra.ROW_ID);
        }
        scan.register("t", read, extras.toArray(Extra[]::new));
        try {
            Statements.execute(
                    scan,
                    "CREATE OR REPLACE TEMP TABLE fill AS "
                            + fill(column, strategy, byPosition, "t"));
        } catch (QueryException e) {
            throw translated(e, column, strategy);
        }
    }

    /** The query for the values over a view of the column and the groups. */
    private String fill(Column column, Strategy strategy, boolean byPosition, String view) {
        String sql =
                byPosition
                        ? new FillByPosition(column.dtype(), keys()).sql(strategy)
                        : new FillByGroup(column.dtype(), keys(), isOneSlice()).sql(strategy);
        return sql.replace(":t", source(column, byPosition, view));
    }

    private boolean isOneSlice() {
        return table.manifest().slices().size() == 1;
    }

    private Rewrite filling(Column column, DType to, String value) {
        Rewrite rewrite =
                Rewrite.each(
                                column,
                                "CASE WHEN s.c0 IS NULL AND NOT %s THEN %s ELSE %s END"
                                        .formatted(
                                                marked(column, "s.row_id"),
                                                value,
                                                Sql.cast("s.c0", to)))
                        .to(to)
                        .changedWhere("x IS NULL AND v IS NOT NULL")
                        .failedWhere(
                                to.equals(column.dtype())
                                        ? "FALSE"
                                        : "x IS NOT NULL AND CAST(v AS HUGEINT) <> x")
                        .only(slice -> table.manifest().chunksOf(column).get(slice).nulls() > 0);
        return isMarked(column) ? rewrite.withRowIds() : rewrite;
    }

    /** Refuses to widen integers that float64 cannot hold. */
    static Rewriter.Rewritten checked(Rewriter.Rewritten rewritten) {
        if (rewritten.failures() > 0) {
            throw new InvalidParameterException(
                    "Filling column '%s' with a fraction makes it float64, which cannot hold the integer in row %d"
                                    .formatted(rewritten.column().name(), rewritten.firstFailure())
                            + "; convert the column to a decimal first");
        }
        return rewritten;
    }

    private String joinByGroup() {
        String equal =
                IntStream.range(0, groups.size())
                        .mapToObj(i -> "s.c%d IS NOT DISTINCT FROM fill.k%d".formatted(i + 1, i))
                        .collect(Collectors.joining(" AND "));
        return "s LEFT JOIN fill ON " + equal;
    }

    private static String joinByPosition() {
        return "s LEFT JOIN (SELECT * FROM fill WHERE pos >= :first AND pos < :first + :rows) fill"
                + " ON s.pos + :first = fill.pos";
    }

    private List<String> keys() {
        return IntStream.range(0, groups.size()).mapToObj(i -> "k" + i).toList();
    }

    private String source(Column column, boolean byPosition, String view) {
        String named =
                IntStream.range(0, groups.size())
                        .mapToObj(i -> ", c%d AS k%d".formatted(i + 1, i))
                        .collect(Collectors.joining());
        return "(SELECT %sc0 AS x%s, %s AS marked FROM %s)"
                .formatted(byPosition ? "pos, " : "", named, marked(column, "row_id"), view);
    }

    private boolean isMarked(Column column) {
        return table.manifest().marks().containsKey(column.id());
    }

    private String marked(Column column, String rowId) {
        return isMarked(column) ? "(%s IN (SELECT row_id FROM marks))".formatted(rowId) : "FALSE";
    }

    private void prepareMarks(Column column) {
        if (isMarked(column)) {
            scan.registerMarks("m", column);
            Statements.execute(scan, "CREATE OR REPLACE TEMP TABLE marks AS SELECT row_id FROM m");
        }
    }

    /**
     * The column as it must be to take the value: float64 when an integer column gets a fraction.
     */
    private static Column widened(CellValue value, Column column) {
        boolean fraction = value instanceof CellValue.Num num && num.value().scale() > 0;
        return column.dtype().isInteger() && fraction ? column.withDtype(DType.FLOAT64) : column;
    }

    private static RuntimeException translated(QueryException e, Column column, Strategy strategy) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of range") || message.contains("overflow")
                ? new InvalidParameterException(
                        "The values of column '%s' are too large for the strategy %s: it would need more than 38 digits;"
                                        .formatted(column.name(), Parameters.label(strategy))
                                + " convert the column to float64 first",
                        e)
                : e;
    }
}
