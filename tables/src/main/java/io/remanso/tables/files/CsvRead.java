package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.RowIds;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.files.CsvScan.Wanted;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * Reads the columns of a text into chunks. Each cell is read as its column's type and checked at
 * once; a column that turns out to be of another type is read again, alone, until its type holds
 * for every cell.
 */
final class CsvRead {

    /** The engine plans a query in a time that grows with the square of its columns. */
    private static final int COLUMNS_PER_PASS = 250;

    private static final int CELLS_PER_BATCH = 1 << 23;
    private static final long BYTES_PER_BATCH = 1 << 26;
    private static final int LEAST_ROWS = 64;

    private final TableEngine engine;
    private final CsvScan scan;
    private final List<ColumnRead> columns;
    private final ChunkSink sink;
    private final ImportMonitor monitor;
    private final int batchRows;
    private final List<Slice> slices = new ArrayList<>();
    private long rows;

    /**
     * @param averageBytes of a record
     */
    CsvRead(
            TableEngine engine,
            CsvScan scan,
            List<ColumnRead> columns,
            long averageBytes,
            ChunkSink sink,
            ImportMonitor monitor) {
        this.engine = engine;
        this.scan = scan;
        this.columns = columns;
        this.sink = sink;
        this.monitor = monitor;
        this.batchRows = batchRows(columns.size(), averageBytes);
    }

    private static int batchRows(int columns, long averageBytes) {
        long fitting =
                Math.min(CELLS_PER_BATCH / columns, BYTES_PER_BATCH / Math.max(1, averageBytes));
        return Math.clamp(Long.highestOneBit(Math.max(1, fitting)), LEAST_ROWS, Slice.MAX_ROWS);
    }

    /**
     * Reads all columns.
     *
     * @throws SQLException when the engine cannot read the text as it is
     * @throws TableTooLargeException as soon as the chunks are too large
     */
    void run() throws SQLException, IOException, RefusedValueException {
        List<ColumnRead> left = PlainRead.suits(scan, columns) ? plainly() : columns;
        boolean counted = left.size() < columns.size();
        while (!left.isEmpty()) {
            for (int from = 0; from < left.size(); from += COLUMNS_PER_PASS) {
                int to = Math.min(left.size(), from + COLUMNS_PER_PASS);
                List<Slice> before = List.copyOf(slices);
                long found = pass(left.subList(from, to));
                if (counted && !slices.equals(before)) {
                    throw new IllegalStateException(
                            "A text has the same rows each time, got %d and %d"
                                    .formatted(rows, found));
                }
                rows = found;
                counted = true;
            }
            left = columns.stream().filter(ColumnRead::isWrong).toList();
        }
    }

    /** Reads the columns that are plain; answers the others, or all when the text is not plain. */
    private List<ColumnRead> plainly() throws IOException {
        PlainRead read =
                new PlainRead(engine, scan, columns, batchRows, sink, monitor, this::checkSize);
        if (!read.run()) {
            return columns;
        }
        slices.addAll(read.slices());
        rows = read.rows();
        return columns.stream().filter(column -> column.isWrong() || column.isLeft()).toList();
    }

    private long pass(List<ColumnRead> wanted)
            throws SQLException, IOException, RefusedValueException {
        wanted.forEach(ColumnRead::begin);
        String sql =
                scan.sql(wanted.stream().map(c -> new Wanted(c.position(), c.type())).toList());
        slices.clear();
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            monitor.enter(statement);
            try (ResultSet answer = statement.executeQuery(sql);
                    ArrowReader batches =
                            (ArrowReader)
                                    ((DuckDBResultSet) answer)
                                            .arrowExportStream(engine.allocator(), batchRows)) {
                return read(batches, wanted);
            } finally {
                monitor.leave();
                monitor.check();
            }
        }
    }

    private long read(ArrowReader batches, List<ColumnRead> wanted)
            throws IOException, RefusedValueException {
        long first = 0;
        while (batches.loadNextBatch()) {
            monitor.check();
            VectorSchemaRoot batch = batches.getVectorSchemaRoot();
            if (batch.getRowCount() > 0) {
                for (int i = 0; i < wanted.size(); i++) {
                    take(wanted.get(i), batch, 2 * i, first);
                }
                slices.add(new Slice(batch.getRowCount(), new RowIds.Range(first)));
                first += batch.getRowCount();
                monitor.report(first);
                checkSize();
            }
        }
        return first;
    }

    private void take(ColumnRead column, VectorSchemaRoot batch, int at, long firstRow)
            throws RefusedValueException {
        if (column.isWrong() && !column.guess().isOpen()) {
            return;
        }
        FieldVector values = batch.getVector(at);
        if (column.type().isString()) {
            column.watch((VarCharVector) values);
        } else {
            VarCharVector doubts = (VarCharVector) batch.getVector(at + 1);
            int row = column.doubt(doubts, values);
            if (row >= 0) {
                throw new RefusedValueException(
                        column, firstRow + row, doubts.getObject(row).toString());
            }
        }
        if (!column.isWrong()) {
            column.add(engine.write(values, sink));
        }
    }

    private void checkSize() {
        long bytes =
                columns.stream()
                        .filter(column -> !column.isWrong())
                        .mapToLong(ColumnRead::rawBytes)
                        .sum();
        long limit = engine.settings().maxTableBytes();
        if (bytes > limit) {
            throw new TableTooLargeException(bytes, limit);
        }
    }

    long rows() {
        return rows;
    }

    List<Slice> slices() {
        return slices;
    }
}
