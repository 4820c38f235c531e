package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings number columns to a common scale. A float32 column stays one, every other becomes float64.
 * Only finite values make the scale; NaN stays NaN and nulls stay null.
 *
 * @param columns the columns; each is scaled by itself
 * @param method the scale
 */
public record Scale(List<String> columns, Method method) implements Operation {

    static final String NAME = "scale";

    /** A scale. */
    public enum Method {
        /**
         * The distance from the mean in standard deviations of the population; 0 when all values
         * are equal.
         */
        STANDARD,
        /** The lowest value becomes 0 and the highest 1; all 0 when all values are equal. */
        MINMAX,
        /** The natural logarithm; a value that is not above 0 refuses the step. */
        LOG
    }

    public Scale {
        columns = Columns.checked(NAME, columns);
    }

    static Scale read(Parameters parameters) {
        return new Scale(parameters.columns(), parameters.choice("method", Method.class));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("method", Parameters.label(method));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Scale %s using %s".formatted(Shown.columns(columns), Parameters.label(method));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = Distribution.columns(table, NAME, columns);
        Draft draft = new Draft(table);
        draft.reads(read);
        try (TableScan scan = TableScan.open(table)) {
            Rewriter rewriter = new Rewriter(table, sink, scan);
            for (Column column : read) {
                draft.put(checked(rewriter.rewrite(rewrite(scan, column))));
            }
        }
        return draft.finish();
    }

    private Rewrite rewrite(TableScan scan, Column column) {
        DType to = column.dtype().equals(DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
        String x = Sql.cast("s.c0", DType.FLOAT64);
        String value =
                switch (method) {
                    case LOG -> "CASE WHEN %1$s > 0 THEN ln(%1$s) END".formatted(x);
                    case STANDARD, MINMAX -> linear(Distribution.of(scan, column), x);
                };
        return Rewrite.each(column, value)
                .to(to)
                .changedWhere("v IS DISTINCT FROM CAST(x AS DOUBLE)")
                .failedWhere("v IS NULL AND x IS NOT NULL");
    }

    private String linear(Optional<Distribution> found, String x) {
        if (found.isEmpty()) {
            return x;
        }
        Distribution values = found.get();
        double from = method == Method.STANDARD ? values.mean() : values.lowest();
        double unit =
                method == Method.STANDARD ? values.deviation() : values.highest() - values.lowest();
        return unit == 0
                ? "CASE WHEN isfinite(%1$s) THEN 0 ELSE %1$s END".formatted(x)
                : "(%s - %s) / %s".formatted(x, Sql.number(from), Sql.number(unit));
    }

    private static Rewriter.Rewritten checked(Rewriter.Rewritten rewritten) {
        if (rewritten.failures() > 0) {
            throw new InvalidParameterException(
                    "Only numbers above 0 have a logarithm; column '%s' has %,d others, the first in row %d"
                            .formatted(
                                    rewritten.column().name(),
                                    rewritten.failures(),
                                    rewritten.firstFailure()));
        }
        return rewritten;
    }
}
