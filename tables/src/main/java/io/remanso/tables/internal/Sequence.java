package io.remanso.tables.internal;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;

/** Vectors of whole numbers that rise by one. */
public final class Sequence {

    private Sequence() {}

    /** So many numbers from the first one on; the caller closes the vector. */
    public static BigIntVector of(String name, long first, int count, BufferAllocator allocator) {
        BigIntVector numbers = new BigIntVector(name, allocator);
        numbers.allocateNew(count);
        ArrowBuf values = numbers.getDataBuffer();
        for (int i = 0; i < count; i++) {
            values.setLong((long) i * Long.BYTES, first + i);
        }
        numbers.getValidityBuffer().setOne(0, (count + 7L) / 8);
        numbers.setValueCount(count);
        return numbers;
    }
}
