package io.remanso.tables.pages;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive rows of a table. Immutable.
 *
 * @param offset the position of the first row, from 0
 * @param limit the most rows that were asked for
 * @param totalRows the rows of the whole table
 * @param columns the columns in the order asked for
 * @param rows per row one value per column, as {@link Cells} makes it; null where the cell is
 */
public record Page(
        long offset,
        int limit,
        long totalRows,
        List<Column> columns,
        List<List<@Nullable Object>> rows) {

    /** The most rows that a page has. */
    public static final int MAX_ROWS = 10_000;

    public Page {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a page. Only the chunks that hold its rows and columns are fetched, in one call. A page
     * that begins behind the last row is empty.
     *
     * @param columns the names of the columns; empty for all
     * @throws InvalidParameterException when offset or limit is negative or the limit is over
     *     {@link #MAX_ROWS}
     * @throws io.remanso.tables.UnknownColumnException when the table lacks one of the columns
     */
    public static Page read(Table table, long offset, int limit, List<String> columns) {
        if (offset < 0) {
            throw new InvalidParameterException("An offset is 0 or more, got " + offset);
        }
        if (limit < 0 || limit > MAX_ROWS) {
            throw new InvalidParameterException(
                    "A limit is 0 to %d, got %d; read more rows in several pages or export the table"
                            .formatted(MAX_ROWS, limit));
        }
        List<Column> chosen =
                columns.isEmpty() ? table.schema().columns() : table.schema().require(columns);
        return new Page(offset, limit, table.rows(), chosen, rows(table, offset, limit, chosen));
    }

    private static List<List<@Nullable Object>> rows(
            Table table, long offset, int limit, List<Column> columns) {
        List<Slice> slices = table.manifest().slices();
        long skip = offset;
        int from = 0;
        while (from < slices.size() && skip >= slices.get(from).rows()) {
            skip -= slices.get(from++).rows();
        }
        int to = from;
        for (long got = -skip; to < slices.size() && got < limit; to++) {
            got += slices.get(to).rows();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (limit == 0) {
            return rows;
        }
        List<VectorSchemaRoot> roots = table.slices(from, to, columns);
        try {
            int first = (int) skip;
            for (VectorSchemaRoot root : roots) {
                int end = (int) Math.min(root.getRowCount(), (long) first + limit - rows.size());
                append(root, columns, first, end, rows);
                first = 0;
            }
        } finally {
            roots.forEach(VectorSchemaRoot::close);
        }
        return rows;
    }

    private static void append(
            VectorSchemaRoot root,
            List<Column> columns,
            int first,
            int end,
            List<List<@Nullable Object>> rows) {
        @Nullable Object[][] cells = new Object[Math.max(0, end - first)][columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            Cells values = Cells.of(root.getVector(column), columns.get(column).dtype());
            for (int row = first; row < end; row++) {
                cells[row - first][column] = values.get(row);
            }
        }
        for (@Nullable Object[] row : cells) {
            rows.add(Collections.unmodifiableList(Arrays.asList(row)));
        }
    }
}
