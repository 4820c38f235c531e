package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes columns out of the table, their marks with them. Dropping all columns leaves a table that
 * has none. Stores no chunk.
 *
 * @param columns the names of the columns
 */
public record DropColumns(List<String> columns) implements Operation {

    static final String NAME = "drop_columns";

    public DropColumns {
        columns = Columns.checked(NAME, columns);
    }

    static DropColumns read(Parameters parameters) {
        return new DropColumns(parameters.columns());
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
        return "Drop columns " + Shown.columns(columns);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> dropped = table.schema().require(columns);
        List<Column> kept = new ArrayList<>(table.schema().columns());
        kept.removeAll(dropped);
        return new Change(
                table.manifest().withSchema(new Schema(kept)),
                0,
                List.of(),
                Footprint.of(Set.of(), Columns.ids(dropped)));
    }
}
