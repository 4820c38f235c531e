package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deals with values that lie far from the others of their column. Only finite values say where that
 * begins; infinite ones are outliers, NaN and nulls are none. Types stay.
 *
 * @param columns number columns; each is judged by itself
 * @param method where outliers begin
 * @param factor how far, above 0
 * @param action what becomes of them
 */
public record HandleOutliers(List<String> columns, Method method, BigDecimal factor, Action action)
        implements Operation {

    static final String NAME = "handle_outliers";

    /** Where outliers begin. */
    public enum Method {
        /** Below the lower or above the upper quartile by factor times the distance of both. */
        IQR("1.5"),
        /** Farther from the mean than factor times the standard deviation of the population. */
        ZSCORE("3");

        private final BigDecimal usual;

        Method(String usual) {
            this.usual = new BigDecimal(usual);
        }

        /** The factor when none is given: 1.5 for iqr, 3 for zscore. */
        public BigDecimal usual() {
            return usual;
        }
    }

    /** What becomes of outliers. */
    public enum Action {
        /** They become the nearest value of the column's type that is none. */
        CLIP,
        /** They become null. */
        NULL,
        /** Rows with one in any of the columns go. */
        DROP
    }

    public HandleOutliers {
        columns = Columns.checked(NAME, columns);
        factor = factor.stripTrailingZeros();
        if (factor.signum() <= 0) {
            throw new InvalidParameterException(
                    "The factor of handle_outliers is a number above 0; got " + factor);
        }
    }

    static HandleOutliers read(Parameters parameters) {
        Method method = parameters.choice("method", Method.class);
        JsonNode factor = parameters.optional("factor");
        return new HandleOutliers(
                parameters.columns(),
                method,
                factor == null ? method.usual() : number(parameters, factor),
                parameters.choice("action", Action.class));
    }

    private static BigDecimal number(Parameters parameters, JsonNode node) {
        if (CellValue.of(node) instanceof CellValue.Num num) {
            return num.value();
        }
        throw parameters.wrong("factor", "a number above 0", node);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("method", Parameters.label(method));
        json.set("factor", CellValue.of(factor).toJson());
        json.put("action", Parameters.label(action));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        String verb =
                switch (action) {
                    case CLIP -> "Clip outliers";
                    case NULL -> "Empty outliers";
                    case DROP -> "Drop rows with outliers";
                };
        return "%s in %s using %s %s"
                .formatted(
                        verb,
                        Shown.columns(columns),
                        Parameters.label(method),
                        factor.toPlainString());
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = Distribution.columns(table, NAME, columns);
        try (TableScan scan = TableScan.open(table)) {
            List<OutlierBounds> bounds = new ArrayList<>();
            for (Column column : read) {
                bounds.add(bounds(scan, column));
            }
            return action == Action.DROP
                    ? drop(table, scan, sink, bounds)
                    : rewrite(table, scan, sink, bounds);
        }
    }

    private OutlierBounds bounds(TableScan scan, Column column) {
        double times = factor.doubleValue();
        @Nullable Distribution values = Distribution.of(scan, column).orElse(null);
        if (values == null || (method == Method.ZSCORE && values.deviation() == 0)) {
            return new OutlierBounds(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double spread =
                switch (method) {
                    case IQR -> times * (values.upperQuartile() - values.lowerQuartile());
                    case ZSCORE -> times * values.deviation();
                };
        return switch (method) {
            case IQR ->
                    new OutlierBounds(
                            column,
                            values.lowerQuartile() - spread,
                            values.upperQuartile() + spread);
            case ZSCORE ->
                    new OutlierBounds(column, values.mean() - spread, values.mean() + spread);
        };
    }

    private Change rewrite(
            Table table, TableScan scan, ChunkSink sink, List<OutlierBounds> bounds) {
        Draft draft = new Draft(table);
        Rewriter rewriter = new Rewriter(table, sink, scan);
        for (OutlierBounds its : bounds) {
            draft.put(
                    rewriter.rewrite(
                            Rewrite.each(
                                    its.column(),
                                    action == Action.CLIP
                                            ? its.clipped("s.c0")
                                            : its.emptied("s.c0"))));
        }
        return draft.finish();
    }

    private static Change drop(
            Table table, TableScan scan, ChunkSink sink, List<OutlierBounds> bounds) {
        List<Column> read = bounds.stream().map(OutlierBounds::column).toList();
        List<String> outside = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            outside.add("coalesce(%s, FALSE)".formatted(bounds.get(i).outside("c" + i)));
        }
        KeptRows kept = KeptRows.none(table);
        scan.register("t", read, Extra.POSITION);
        kept.keep(scan, "SELECT pos FROM t WHERE NOT (%s)".formatted(String.join(" OR ", outside)));
        return kept.apply(sink, read);
    }
}
