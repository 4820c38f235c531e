package io.remanso.tables.profiles;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.internal.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * Profiles columns, as many at a time as the engine has threads, and reads only these. A column
     * of numbers or times is sorted in memory when it fits in a small part of the heap. Others are
     * read twice, and what does not fit in the memory of the query engine is spilled.
     *
     * @param columns the names of the columns; empty for all
     * @throws io.remanso.tables.UnknownColumnException when the table lacks one of the columns
     * @throws io.remanso.tables.DamagedChunkException when a chunk is missing or not whole
     */
    public static TableProfile of(Table table, List<String> columns) {
        List<Column> chosen =
                columns.isEmpty() ? table.schema().columns() : table.schema().require(columns);
        Map<Column, Overview> overviews =
                Overview.of(table, chosen.stream().filter(c -> !SortedKeys.fit(table, c)).toList());
        List<Callable<ColumnProfile>> runs = new ArrayList<>();
        for (Column column : chosen) {
            Overview overview = overviews.get(column);
            runs.add(
                    overview == null
                            ? () -> SortedKeys.profile(table, column)
                            : () -> SortedRuns.profile(table, column, overview));
        }
        return new TableProfile(
                table.rows(), Workers.all(table.engine().settings().threads(), runs));
    }
}
