package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives nulls a value. Cells that are missing on purpose stay null, whatever the strategy. A cell
 * for which the strategy has no value (a column or group of nulls alone, a gap before the first
 * value) stays null too; that is no error.
 *
 * <p>Types: mean, median and linear need a number column, the others take any type. A column keeps
 * its type, with one exception: an integer column becomes float64 when a fill value has a fraction.
 * It is refused when float64 cannot hold one of its integers. In a decimal column, the fill value
 * is rounded half up to the scale of the column. In a float column, only finite values make the
 * mean, the median, the mode and the ends of a line; NaN is a value and is not filled.
 *
 * @param columns the columns to fill; each is filled by itself
 * @param strategy where the values come from
 * @param value the value of {@link Strategy#CONSTANT}, else null
 * @param groupBy the columns whose equal values make a group that is filled by itself; nulls are
 *     equal. Empty for one group of all rows.
 */
public record FillNulls(
        List<String> columns, Strategy strategy, @Nullable CellValue value, List<String> groupBy)
        implements Operation {

    static final String NAME = "fill_nulls";

    /** Where fill values come from. */
    public enum Strategy {
        /** The arithmetic mean of the values. */
        MEAN,
        /** The middle value, or the mean of the two middle ones. */
        MEDIAN,
        /** The most frequent value; of several the smallest. */
        MODE,
        /** A value of the user's. */
        CONSTANT,
        /** The last value in a row above. */
        FORWARD,
        /** The first value in a row below. */
        BACKWARD,
        /**
         * The straight line between the values above and below, with equal steps from row to row of
         * the group. Gaps before the first and after the last value stay.
         */
        LINEAR;

        boolean needsNumbers() {
            return this == MEAN || this == MEDIAN || this == LINEAR;
        }
    }

    public FillNulls {
        columns = Columns.checked(NAME, columns);
        groupBy = List.copyOf(groupBy);
        if (strategy == Strategy.CONSTANT
                ? value == null || value instanceof CellValue.Null
                : value != null) {
            throw new InvalidParameterException(
                    "fill_nulls takes a value that is not null for the strategy constant, and none for the others;"
                            + " got the strategy %s and %s"
                                    .formatted(
                                            Parameters.label(strategy),
                                            value == null ? "no value" : Shown.value(value)));
        }
        if (strategy == Strategy.CONSTANT && !groupBy.isEmpty()) {
            throw new InvalidParameterException(
                    "fill_nulls with the strategy constant takes no group_by, got "
                            + Shown.columns(groupBy));
        }
        Set<String> both = new HashSet<>(columns);
        both.retainAll(groupBy);
        if (!both.isEmpty() || new HashSet<>(groupBy).size() != groupBy.size()) {
            throw new InvalidParameterException(
                    "The columns of group_by are each named once and are not filled; got "
                            + Shown.columns(groupBy));
        }
    }

    public FillNulls(List<String> columns, Strategy strategy) {
        this(columns, strategy, null, List.of());
    }

    static FillNulls read(Parameters parameters) {
        JsonNode value = parameters.present("value");
        List<String> groupBy = parameters.optionalNames("group_by");
        return new FillNulls(
                parameters.columns(),
                parameters.choice("strategy", Strategy.class),
                value == null ? null : CellValue.of(value),
                groupBy == null ? List.of() : groupBy);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("strategy", Parameters.label(strategy));
        if (value != null) {
            json.set("value", value.toJson());
        }
        if (!groupBy.isEmpty()) {
            ArrayNode names = json.putArray("group_by");
            groupBy.forEach(names::add);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Handle nulls in %s using %s%s%s"
                .formatted(
                        Shown.columns(columns),
                        Parameters.label(strategy),
                        value == null ? "" : " " + Shown.value(value),
                        groupBy.isEmpty() ? "" : " by " + Shown.columns(groupBy));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> filled = table.schema().require(columns);
        List<Column> groups = table.schema().require(groupBy);
        filled.forEach(this::requireFit);
        Draft draft = new Draft(table);
        draft.reads(filled);
        draft.reads(groups);
        try (TableScan scan = TableScan.open(table)) {
            Rewriter rewriter = new Rewriter(table, sink, scan);
            FillValues values = new FillValues(table, scan, groups);
            for (Column column : filled) {
                if (table.manifest().nulls(column) > 0) {
                    Rewrite rewrite =
                            value == null
                                    ? values.computed(column, strategy)
                                    : values.constant(column, value);
                    draft.put(FillValues.checked(rewriter.rewrite(rewrite)));
                }
            }
        }
        return draft.finish();
    }

    private void requireFit(Column column) {
        if (strategy.needsNumbers() && !column.dtype().isNumeric()) {
            throw new InvalidParameterException(
                    "The strategy %s needs a number column; column '%s' holds %s"
                            .formatted(Parameters.label(strategy), column.name(), column.dtype()));
        }
        if (value != null) {
            FillValues.requireFit(value, column);
        }
    }
}
