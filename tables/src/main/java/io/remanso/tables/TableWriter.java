package io.remanso.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes a table slice by slice: each batch becomes one slice, its columns one chunk each. Not
 * thread-safe. Nothing is visible before the manifest of {@link #finish} is committed.
 */
public final class TableWriter {

    private final TableEngine engine;
    private final ChunkSink sink;
    private final List<Column> columns;
    private final List<List<ChunkRef>> chunks = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();
    private long nextRowId;
    private long rawBytes;

    /**
     * @param columns the columns of every batch, in their order
     * @param nextRowId the first id for rows that have none yet
     */
    public TableWriter(TableEngine engine, List<Column> columns, long nextRowId, ChunkSink sink) {
        this.engine = engine;
        this.columns = List.copyOf(columns);
        this.nextRowId = nextRowId;
        this.sink = sink;
        columns.forEach(column -> chunks.add(new ArrayList<>()));
    }

    /**
     * Appends new rows, which get the next ids. The batch stays the caller's; an empty one adds
     * nothing.
     *
     * @throws TableTooLargeException when the table grows over the limit
     */
    public void append(VectorSchemaRoot batch) {
        if (batch.getRowCount() > 0) {
            checkSize(batch);
            append(batch, new RowIds.Range(nextRowId));
            nextRowId += batch.getRowCount();
        }
    }

    /**
     * Appends rows that have ids already, in their order. Batch and ids stay the caller's; an empty
     * one adds nothing.
     *
     * @throws TableTooLargeException when the table grows over the limit
     */
    public void append(VectorSchemaRoot batch, BigIntVector rowIds) {
        if (batch.getRowCount() > 0) {
            checkSize(batch);
            append(batch, new RowIds.Listed(engine.write(rowIds, sink)));
        }
    }

    /** Before anything is encoded: the bytes that the batch will count in the manifest. */
    private void checkSize(VectorSchemaRoot batch) {
        for (int i = 0; i < columns.size(); i++) {
            rawBytes += batch.getVector(i).getBufferSize();
        }
        if (rawBytes > engine.settings().maxTableBytes()) {
            throw new TableTooLargeException(rawBytes, engine.settings().maxTableBytes());
        }
    }

    private void append(VectorSchemaRoot batch, RowIds rowIds) {
        for (int i = 0; i < columns.size(); i++) {
            chunks.get(i).add(engine.write(batch.getVector(i), sink));
        }
        slices.add(new Slice(batch.getRowCount(), rowIds));
    }

    /**
     * The manifest of all that was appended.
     *
     * @param marks the marks of the table, whose rows must be among those appended
     * @param nextColumnId the lowest column number never given
     */
    public Manifest finish(Map<String, ChunkRef> marks, int nextColumnId) {
        Map<String, List<ChunkRef>> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i).id(), chunks.get(i));
        }
        return new Manifest(new Schema(columns), slices, byColumn, marks, nextRowId, nextColumnId);
    }
}
