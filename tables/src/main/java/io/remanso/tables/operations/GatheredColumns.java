package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.TableEngine;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows picked from slices, one after the other. Not thread-safe. */
final class GatheredColumns implements AutoCloseable {

    private final List<Column> columns;
    private final List<Gathered> values;

    GatheredColumns(List<Column> columns) {
        this.columns = columns;
        this.values = columns.stream().map(column -> new Gathered()).toList();
    }

    /** Appends the rows of these indices; the slice stays the caller's. */
    void add(VectorSchemaRoot slice, BitSet indices) {
        for (int i = 0; i < values.size(); i++) {
            values.get(i).add(slice.getVector(i), indices);
        }
    }

    /** The picked values as one chunk a column. */
    Map<Column, ChunkRef> write(TableEngine engine, ChunkSink sink) {
        Map<Column, ChunkRef> refs = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            refs.put(columns.get(i), engine.write(values.get(i).vector(), sink));
        }
        return refs;
    }

    @Override
    public void close() {
        values.forEach(Gathered::close);
    }
}
