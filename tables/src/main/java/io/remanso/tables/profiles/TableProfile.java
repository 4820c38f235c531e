package io.remanso.tables.profiles;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.internal.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What columns of a table hold. Immutable.
 *
 * @param rows the rows of the table
 * @param columns one profile per column, in the order asked for
 */
public record TableProfile(long rows, List<ColumnProfile> columns) {

    public TableProfile {
        columns = List.copyOf(columns);
    }

    /**
     * Profiles columns. Reads only these, each twice, and holds none of them as a whole: what does
     * not fit in the memory of the query engine is spilled.
     *
     * @param columns the names of the columns; empty for all
     * @throws io.remanso.tables.UnknownColumnException when the table lacks one of the columns
     * @throws io.remanso.tables.DamagedChunkException when a chunk is missing or not whole
     */
    public static TableProfile of(Table table, List<String> columns) {
        List<Column> chosen =
                columns.isEmpty() ? table.schema().columns() : table.schema().require(columns);
        List<Overview> overviews = Overview.of(table, chosen);
        List<Callable<ColumnProfile>> runs = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            runs.add(new ColumnRun(table, chosen.get(i), overviews.get(i))::profile);
        }
        return new TableProfile(
                table.rows(), Workers.all(table.engine().settings().threads(), runs));
    }
}
