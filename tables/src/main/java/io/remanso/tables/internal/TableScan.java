package io.remanso.tables.internal;

import io.remanso.tables.Column;
import io.remanso.tables.MemoryExceededException;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the query engine that sees columns of a table as views. Slices are decoded while
 * a query reads them, one at a time, in row order, and fetched a little ahead; nothing is copied as
 * a whole.
 *
 * <p>A view can be read once: a query that needs the same columns twice registers them under two
 * names. No name of the user's ever reaches SQL: the columns of a view are c0, c1, … in the order
 * in which they were asked for. Not thread-safe; close it after what it answered.
 *
 * <pre>{@code
 * try (TableScan scan = TableScan.open(table)) {
 *     scan.register("t", List.of(age), Extra.ROW_ID);
 *     try (QueryBatches rows = scan.query("SELECT row_id, c0 + ? FROM t", 1)) {
 *         while (rows.next()) { … rows.batch() … }
 *     }
 * }
 * }</pre>
 */
public final class TableScan implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** How the engine begins to say that memory, or the disk it spills to, is used up. */
    private static final String NO_MEMORY = "Out of Memory Error: ";

    private static final String NO_DISK = "No space left on device";

    /** A column of int64 that a view has after the table's own; in this order when both are. */
    public enum Extra {
        /** {@code pos}: the position of the row in the table, from 0. */
        POSITION("pos"),
        /** {@code row_id}: the identity of the row. */
        ROW_ID("row_id");

        private final String columnName;

        Extra(String columnName) {
            this.columnName = columnName;
        }

        public String columnName() {
            return columnName;
        }
    }

    private final Table table;
    private final DuckDBConnection connection;
    private final List<ArrowArrayStream> streams = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;

    private TableScan(Table table) {
        this.table = table;
        this.connection = table.engine().connect();
    }

    public static TableScan open(Table table) {
        return new TableScan(table);
    }

    /**
     * The connection that sees the views. {@link #failed} translates its exceptions; this object
     * closes it.
     */
    public DuckDBConnection connection() {
        return connection;
    }

    /**
     * Makes a view of columns of the table.
     *
     * @param view a name of lower-case letters, digits and underscores
     * @param columns the columns c0, c1, …; there may be none when there are extras
     */
    public void register(String view, List<Column> columns, Extra... extras) {
        register(view, table, columns, extras);
    }

    /** Makes a view of columns of another table of the same engine. */
    public void register(String view, Table other, List<Column> columns, Extra... extras) {
        if (columns.isEmpty() && extras.length == 0) {
            throw new IllegalArgumentException("A view has at least one column, got none");
        }
        register(
                view,
                new ScanReader(
                        other,
                        List.copyOf(columns),
                        new TreeSet<>(Set.of(extras)),
                        e -> failure = e));
    }

    /**
     * Makes a view of one column {@code row_id}: the rows whose cell in this column is missing on
     * purpose, in rising order.
     */
    public void registerMarks(String view, Column column) {
        register(view, new MarksReader(table, column, e -> failure = e));
    }

    private void register(String view, ArrowReader reader) {
        if (!NAME.matcher(view).matches()) {
            throw new IllegalArgumentException(
                    "A view is named by lower-case letters, digits and underscores, got '%s'"
                            .formatted(view));
        }
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(table.engine().allocator());
        streams.add(stream);
        Data.exportArrayStream(table.engine().allocator(), reader, stream);
        connection.registerArrowStream(view, stream);
    }

    /**
     * Runs a query over the views; {@code ?} in it stand for the parameters, in their order.
     *
     * @throws io.remanso.tables.DamagedChunkException when a chunk of the table is not whole
     * @throws QueryException when the engine refuses the query
     */
    public QueryBatches query(String sql, @Nullable Object... parameters) {
        PreparedStatement statement = null;
        try {
            statement = connection.prepareStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            DuckDBResultSet answer = (DuckDBResultSet) statement.executeQuery();
            ArrowReader reader =
                    (ArrowReader)
                            answer.arrowExportStream(table.engine().allocator(), Slice.MAX_ROWS);
            return new QueryBatches(this, statement, reader);
        } catch (SQLException | RuntimeException e) {
            AutoCloseables.close(e, statement);
            throw failed(e);
        }
    }

    /**
     * What to throw for an exception of the engine: the exception of the table's own when a slice
     * could not be read, a {@link MemoryExceededException} when the engine has no memory left, an
     * {@link UncheckedIOException} when its disk is full, else a {@link QueryException}.
     */
    public RuntimeException failed(Exception e) {
        RuntimeException own = failure;
        if (own != null) {
            if (!own.equals(e)) {
                own.addSuppressed(e);
            }
            return own;
        }
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            default -> givenUp(e);
        };
    }

    private RuntimeException givenUp(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains(NO_MEMORY)) {
            return new MemoryExceededException(table.engine().settings().engineBytes(), e);
        }
        if (message.contains(NO_DISK)) {
            return new UncheckedIOException(new IOException(message, e));
        }
        return new QueryException(message, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            for (ArrowArrayStream stream : streams) {
                stream.release();
                stream.close();
            }
            streams.clear();
        }
    }
}
