package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Drops rows for their nulls. A cell that is missing on purpose is no gap: it counts as if it had a
 * value. Marks of rows that go are dropped.
 *
 * @param columns the columns that are looked at, or null for all
 * @param rule which rows stay
 */
public record DropNulls(@Nullable List<String> columns, Rule rule) implements Operation {

    static final String NAME = "drop_nulls";

    /** Which rows stay. */
    public sealed interface Rule {}

    /** Rows without a null among the columns; {@code how: any}. */
    public record NoNulls() implements Rule {}

    /** Rows with a value among the columns; {@code how: all}. */
    public record SomeValue() implements Rule {}

    /**
     * Rows with at least so many values among the columns; {@code threshold}.
     *
     * @param values 1 or more
     */
    public record AtLeast(int values) implements Rule {
        public AtLeast {
            if (values < 1) {
                throw new InvalidParameterException(
                        "The threshold of drop_nulls is 1 or more values; got " + values);
            }
        }
    }

    private enum How {
        ANY,
        ALL
    }

    public DropNulls {
        columns = columns == null ? null : Columns.checked(NAME, columns);
    }

    static DropNulls read(Parameters parameters) {
        List<String> columns = parameters.optionalColumns();
        Integer threshold = parameters.optionalInt("threshold", 1, Integer.MAX_VALUE);
        if (threshold != null && parameters.has("how")) {
            throw parameters.refused("give either 'how' or 'threshold'; got both");
        }
        if (threshold != null) {
            return new DropNulls(columns, new AtLeast(threshold));
        }
        return new DropNulls(
                columns,
                switch (parameters.choice("how", How.class, How.ANY)) {
                    case ANY -> new NoNulls();
                    case ALL -> new SomeValue();
                });
    }

    @Override
    public void writeParameters(ObjectNode json) {
        if (columns != null) {
            Columns.write(json, columns);
        }
        switch (rule) {
            case NoNulls noNulls -> json.put("how", Parameters.label(How.ANY));
            case SomeValue someValue -> json.put("how", Parameters.label(How.ALL));
            case AtLeast atLeast -> json.put("threshold", atLeast.values());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        String among = columns == null ? "any column" : Shown.columns(columns);
        return switch (rule) {
            case NoNulls noNulls -> "Drop rows with nulls in " + among;
            case SomeValue someValue ->
                    columns == null
                            ? "Drop rows with nulls in all columns"
                            : "Drop rows with nulls in all of " + among;
            case AtLeast atLeast ->
                    "Drop rows with fewer than %d values%s"
                            .formatted(atLeast.values(), columns == null ? "" : " in " + among);
        };
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read =
                columns == null ? table.schema().columns() : table.schema().require(columns);
        int needed =
                switch (rule) {
                    case NoNulls noNulls -> read.size();
                    case SomeValue someValue -> Math.min(1, read.size());
                    case AtLeast atLeast -> atLeast.values();
                };
        if (needed > read.size()) {
            throw new InvalidParameterException(
                    "The threshold of drop_nulls is at most the number of columns, %d; got %d"
                            .formatted(read.size(), needed));
        }
        KeptRows kept = KeptRows.none(table);
        new ValueCount(table, read).keepFrom(needed, kept);
        return kept.apply(sink, read);
    }
}
