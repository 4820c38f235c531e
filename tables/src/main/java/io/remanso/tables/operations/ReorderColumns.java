package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves the named columns to the front, in the order in which they are named; the others follow in
 * their old order. Stores no chunk.
 *
 * @param columns the names of the columns
 */
public record ReorderColumns(List<String> columns) implements Operation {

    static final String NAME = "reorder_columns";

    public ReorderColumns {
        columns = Columns.checked(NAME, columns);
    }

    static ReorderColumns read(Parameters parameters) {
        return new ReorderColumns(parameters.columns());
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Order columns as " + Shown.columns(columns);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> order = new ArrayList<>(table.schema().require(columns));
        for (Column column : table.schema().columns()) {
            if (!columns.contains(column.name())) {
                order.add(column);
            }
        }
        return Columns.arrange(table, order);
    }
}
