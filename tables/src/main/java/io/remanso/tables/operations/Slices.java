package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import io.remanso.tables.internal.SubTable;
import java.util.List;

/** Parts of tables that are tables themselves. */
final class Slices {

    private Slices() {}

    /** One slice of some columns, without marks; positions in it begin at 0. */
    static Table one(Table table, int slice, List<Column> columns) {
        Table some =
                new Table(
                        table.engine(),
                        table.manifest().withSchema(new Schema(columns)),
                        table.source());
        return SubTable.of(some, List.of(slice));
    }
}
