package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * A table with its rows in another order, written anew in full slices. Memory holds some columns at
 * a time, as many as fit {@link #BATCH_BYTES}, but at least one.
 */
final class Reordering {

    private static final long BATCH_BYTES = 128L << 20;

    private final Table table;
    private final RowOrder order;
    private final ChunkSink sink;

    Reordering(Table table, RowOrder order, ChunkSink sink) {
        this.table = table;
        this.order = order;
        this.sink = sink;
    }

    Manifest manifest() {
        Manifest old = table.manifest();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        List<Column> batch = new ArrayList<>();
        long bytes = 0;
        for (Column column : old.schema().columns()) {
            long more = old.chunksOf(column).stream().mapToLong(ChunkRef::rawBytes).sum();
            if (!batch.isEmpty() && bytes + more > BATCH_BYTES) {
                chunks.putAll(write(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(column);
            bytes += more;
        }
        chunks.putAll(write(batch));
        return new Manifest(
                old.schema(), slices(), chunks, old.marks(), old.nextRowId(), old.nextColumnId());
    }

    private Map<String, List<ChunkRef>> write(List<Column> columns) {
        List<VectorSchemaRoot> slices = new ArrayList<>();
        try {
            for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
                slices.add(table.slice(slice, columns));
            }
            Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                int index = i;
                List<FieldVector> vectors =
                        slices.stream().map(slice -> slice.getVector(index)).toList();
                chunks.put(columns.get(i).id(), chunks(vectors));
            }
            return chunks;
        } finally {
            slices.forEach(VectorSchemaRoot::close);
        }
    }

    private List<ChunkRef> chunks(List<FieldVector> vectors) {
        List<ChunkRef> refs = new ArrayList<>();
        for (int from = 0; from < order.size(); from += Slice.MAX_ROWS) {
            try (FieldVector values = picked(vectors, from)) {
                refs.add(table.engine().write(values, sink));
            }
        }
        return refs;
    }

    private List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        List<FieldVector> ids = new ArrayList<>();
        try {
            for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
                ids.add(table.rowIds(slice));
            }
            for (int from = 0; from < order.size(); from += Slice.MAX_ROWS) {
                try (FieldVector some = picked(ids, from)) {
                    slices.add(
                            new Slice(
                                    some.getValueCount(),
                                    RowIdList.of(table.engine(), (BigIntVector) some, sink)));
                }
            }
            return slices;
        } finally {
            ids.forEach(FieldVector::close);
        }
    }

    /** The values of one new slice; the caller closes them. */
    private FieldVector picked(List<FieldVector> vectors, int from) {
        int to = Math.min(order.size(), from + Slice.MAX_ROWS);
        FieldVector values = vectors.getFirst().getField().createVector(table.engine().allocator());
        try {
            values.setInitialCapacity(to - from);
            values.allocateNew();
            for (int i = from; i < to; i++) {
                values.copyFromSafe(order.place(i), i - from, vectors.get(order.slice(i)));
            }
            values.setValueCount(to - from);
            return values;
        } catch (RuntimeException e) {
            values.close();
            throw e;
        }
    }
}
