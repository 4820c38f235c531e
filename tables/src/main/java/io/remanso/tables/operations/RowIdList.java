package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.RowIds;
import io.remanso.tables.TableEngine;
import org.apache.arrow.vector.BigIntVector;

/** Row ids as a slice keeps them: consecutive ones as a range, which needs no chunk. */
final class RowIdList {

    private RowIdList() {}

    /** The ids of one or more rows; the vector stays the caller's. */
    static RowIds of(TableEngine engine, BigIntVector ids, ChunkSink sink) {
        for (int i = 1; i < ids.getValueCount(); i++) {
            if (ids.get(i) != ids.get(0) + i) {
                return new RowIds.Listed(engine.write(ids, sink));
            }
        }
        return new RowIds.Range(ids.get(0));
    }
}
