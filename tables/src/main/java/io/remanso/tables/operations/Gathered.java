package io.remanso.tables.operations;

import java.util.BitSet;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/** Values picked from vectors of one type, one after the other. Not thread-safe. */
final class Gathered implements AutoCloseable {

    private @Nullable FieldVector vector;
    private int count;

    /** Appends the values of these indices; the vector stays the caller's. */
    void add(FieldVector from, BitSet indices) {
        FieldVector to = vector;
        if (to == null) {
            to = from.getField().createVector(from.getAllocator());
            to.setInitialCapacity(indices.cardinality());
            vector = to;
        }
        TransferPair pair = from.makeTransferPair(to);
        for (int i = indices.nextSetBit(0); i >= 0; i = indices.nextSetBit(i + 1)) {
            pair.copyValueSafe(i, count++);
        }
        to.setValueCount(count);
    }

    /** The picked values, which belong to this object. */
    FieldVector vector() {
        return Objects.requireNonNull(vector, "nothing was gathered");
    }

    @Override
    public void close() {
        if (vector != null) {
            vector.close();
        }
    }
}
