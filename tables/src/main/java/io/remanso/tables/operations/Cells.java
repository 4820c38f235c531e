package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.List;

/** Single cells of tables. */
final class Cells {

    private Cells() {}

    /** The value of a cell for a message, in quotes and short. */
    static String shown(Table table, TableScan scan, Column column, long position) {
        Positions positions = new Positions(table.manifest().slices());
        int slice = positions.slice(position);
        long row = position - positions.first(slice);
        List<Column> columns = List.of(column);
        scan.register("cell", Slices.one(table, slice, columns), columns, Extra.POSITION);
        try (QueryBatches answer =
                scan.query("SELECT CAST(c0 AS VARCHAR) FROM cell WHERE pos = " + row)) {
            answer.next();
            return Shown.text(String.valueOf(answer.batch().getVector(0).getObject(0)));
        }
    }
}
