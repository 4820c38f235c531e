package io.remanso.tables.operations;

import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;

/** Reads vectors of booleans without nulls. */
final class Bits {

    private Bits() {}

    /** How many are true. */
    static int count(BitVector bits) {
        int all = bits.getValueCount();
        // The helper counts the zeros of any bitmap.
        return all - BitVectorHelper.getNullCount(bits.getDataBuffer(), all);
    }

    /** The index of the first that is true, or -1. */
    static int first(BitVector bits) {
        for (int i = 0; i < bits.getValueCount(); i++) {
            if (bits.get(i) == 1) {
                return i;
            }
        }
        return -1;
    }
}
