package io.remanso.tables.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * The answer of a query as Arrow batches of {@link io.remanso.tables.Slice#MAX_ROWS} rows, in the
 * order of the query; only the last batch is shorter. Computed while it is read. Not thread-safe;
 * close it before its {@link TableScan}.
 */
public final class QueryBatches implements AutoCloseable {

    private final TableScan scan;
    private final Statement statement;
    private final ArrowReader reader;

    QueryBatches(TableScan scan, Statement statement, ArrowReader reader) {
        this.scan = scan;
        this.statement = statement;
        this.reader = reader;
    }

    /**
     * Moves to the next batch, which may not be empty; false when there is none.
     *
     * @throws io.remanso.tables.DamagedChunkException when a chunk of the table is not whole
     * @throws QueryException when the engine gives up
     */
    public boolean next() {
        try {
            return reader.loadNextBatch();
        } catch (IOException e) {
            throw scan.failed(e);
        }
    }

    /**
     * The current batch, which belongs to this object: the next call of {@link #next} overwrites
     * it. Before the first call it has the columns of the answer and no rows.
     */
    public VectorSchemaRoot batch() {
        try {
            return reader.getVectorSchemaRoot();
        } catch (IOException e) {
            throw scan.failed(e);
        }
    }

    @Override
    public void close() {
        try (statement) {
            reader.close();
        } catch (IOException e) {
            throw scan.failed(e);
        } catch (SQLException e) {
            throw scan.failed(e);
        }
    }
}
