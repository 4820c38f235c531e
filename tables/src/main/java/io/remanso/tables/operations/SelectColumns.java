package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the named columns, in the order in which they are named, and takes the others out of the
 * table. Stores no chunk.
 *
 * @param columns the names of the columns
 */
public record SelectColumns(List<String> columns) implements Operation {

    static final String NAME = "select_columns";

    public SelectColumns {
        columns = Columns.checked(NAME, columns);
    }

    static SelectColumns read(Parameters parameters) {
        return new SelectColumns(parameters.columns());
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
        return "Keep columns " + Shown.columns(columns);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        return Columns.arrange(table, table.schema().require(columns));
    }
}
