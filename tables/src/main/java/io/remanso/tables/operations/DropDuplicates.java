package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps one row of those that are equal in some columns; the rows that stay keep their order. Nulls
 * are equal to nulls, NaN to NaN, and 0.0 to -0.0. Marks of rows that go are dropped.
 *
 * @param columns the columns that are compared, or null for all
 * @param keep which of the equal rows stays
 */
public record DropDuplicates(@Nullable List<String> columns, Keep keep) implements Operation {

    static final String NAME = "drop_duplicates";

    /** Which of equal rows stays. */
    public enum Keep {
        FIRST,
        LAST
    }

    public DropDuplicates {
        columns = columns == null ? null : Columns.checked(NAME, columns);
    }

    static DropDuplicates read(Parameters parameters) {
        return new DropDuplicates(
                parameters.optionalColumns(), parameters.choice("keep", Keep.class, Keep.FIRST));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        if (columns != null) {
            Columns.write(json, columns);
        }
        json.put("keep", Parameters.label(keep));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Drop duplicates%s, keeping the %s"
                .formatted(
                        columns == null ? "" : " of " + Shown.columns(columns),
                        Parameters.label(keep));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read =
                columns == null ? table.schema().columns() : table.schema().require(columns);
        if (read.isEmpty()) {
            return new Change(table.manifest(), 0, List.of(), Footprint.NONE);
        }
        String keys =
                IntStream.range(0, read.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        String position =
                switch (keep) {
                    case FIRST -> "min(pos)";
                    case LAST -> "max(pos)";
                };
        KeptRows kept = KeptRows.none(table);
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", read, Extra.POSITION);
            kept.keep(scan, "SELECT %s FROM t GROUP BY %s".formatted(position, keys));
        }
        return kept.apply(sink, read);
    }
}
