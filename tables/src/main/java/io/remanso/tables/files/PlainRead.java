package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.RowIds;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import io.remanso.tables.internal.Background;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plain text into chunks without the query engine, each byte once. A column in which
 * anything is not plain is left to the engine as a whole; so is the text when its records are not.
 */
final class PlainRead {

    private final TableEngine engine;
    private final CsvScan scan;
    private final List<ColumnRead> columns;
    private final int batchRows;
    private final ChunkSink sink;
    private final ImportMonitor monitor;
    private final SizeCheck size;
    private final @Nullable PlainCells[] cells;
    private final List<Slice> slices = new ArrayList<>();
    private long rows;

    /**
     * @param batchRows the most rows of a slice
     */
    PlainRead(
            TableEngine engine,
            CsvScan scan,
            List<ColumnRead> columns,
            int batchRows,
            ChunkSink sink,
            ImportMonitor monitor,
            SizeCheck size) {
        this.engine = engine;
        this.scan = scan;
        this.columns = columns;
        this.batchRows = batchRows;
        this.sink = sink;
        this.monitor = monitor;
        this.size = size;
        this.cells = new PlainCells[columns.size()];
    }

    /** Whether this text may be plain, and enough of its columns are. */
    static boolean suits(CsvScan scan, List<ColumnRead> columns) {
        long plain = columns.stream().filter(c -> PlainCells.of(c.type(), 0) != null).count();
        return columns.size() > 1
                && 2 * plain >= columns.size()
                && scan.nulls().stream().allMatch(String::isEmpty)
                && scan.dialect().quote() < 128
                && !scan.lineEnd().equals("\r");
    }

    /** Refuses chunks that are too large together. */
    interface SizeCheck {
        void check();
    }

    /**
     * Reads the text; columns that are not plain are marked as left.
     *
     * @return false when the text is not plain, so that nothing of what was read counts
     */
    boolean run() throws IOException {
        int capacity = (int) Math.min(batchRows, Files.size(scan.path()) / columns.size() + 1);
        for (int i = 0; i < cells.length; i++) {
            columns.get(i).begin();
            cells[i] = PlainCells.of(columns.get(i).type(), capacity);
            if (cells[i] == null) {
                columns.get(i).leave();
            }
        }
        try (InputStream in = Files.newInputStream(scan.path());
                Background encoder = new Background("remanso-encoder")) {
            PlainRecords records =
                    new PlainRecords(in, scan.dialect(), scan.lineEnd(), columns.size(), monitor);
            if (scan.header()) {
                records.next();
            }
            int inBatch = 0;
            while (records.next()) {
                take(records);
                if (++inBatch == batchRows) {
                    finish(inBatch, encoder);
                    inBatch = 0;
                }
            }
            if (records.isIrregular()) {
                return false;
            }
            if (inBatch > 0) {
                finish(inBatch, encoder);
            }
            encoder.await();
            size.check();
            return true;
        }
    }

    private void take(PlainRecords records) {
        byte[] bytes = records.bytes();
        boolean emptyIsNull = !scan.nulls().isEmpty();
        for (int i = 0; i < cells.length; i++) {
            PlainCells column = cells[i];
            if (column != null) {
                int from = records.start(i);
                int to = records.end(i);
                if (from == to) {
                    if (records.isQuoted(i) && !emptyIsNull) {
                        column.addEmpty();
                    } else {
                        column.addNull();
                    }
                } else if (!column.add(bytes, from, to)) {
                    leave(i);
                }
            }
        }
    }

    private void leave(int column) {
        cells[column] = null;
        columns.get(column).leave();
    }

    /** Ends a batch, which is encoded while the next one is read. */
    private void finish(int count, Background encoder) {
        monitor.check();
        encoder.await();
        size.check();
        Map<ColumnRead, FieldVector> batch = batch();
        slices.add(new Slice(count, new RowIds.Range(rows)));
        rows += count;
        encoder.start(() -> encode(batch));
        monitor.report(rows);
    }

    private Map<ColumnRead, FieldVector> batch() {
        Map<ColumnRead, FieldVector> batch = new LinkedHashMap<>();
        try {
            for (int i = 0; i < cells.length; i++) {
                PlainCells column = cells[i];
                if (column != null) {
                    FieldVector vector = column.finish(engine.allocator());
                    batch.put(columns.get(i), vector);
                    if (vector instanceof VarCharVector texts) {
                        columns.get(i).watch(texts);
                    }
                }
            }
            return batch;
        } catch (RuntimeException e) {
            batch.values().forEach(FieldVector::close);
            throw e;
        }
    }

    private void encode(Map<ColumnRead, FieldVector> batch) {
        try {
            batch.forEach((column, vector) -> column.add(engine.write(vector, sink)));
        } finally {
            batch.values().forEach(FieldVector::close);
        }
    }

    List<Slice> slices() {
        return slices;
    }

    long rows() {
        return rows;
    }
}
