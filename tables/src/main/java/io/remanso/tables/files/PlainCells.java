package io.remanso.tables.files;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.DType;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column of a batch, from texts that are plainly values of its type: written so
 * that every reader agrees on the value, and that the value written again is the text. It takes no
 * other text: what a rarer one means is for the query engine and {@link TextType} to say. Not
 * thread-safe.
 */
abstract class PlainCells {

    private final DType dtype;
    private final byte[] validity;
    private int rows;

    PlainCells(DType dtype, int capacity) {
        this.dtype = dtype;
        this.validity = new byte[(capacity + 7) / Byte.SIZE];
    }

    /**
     * For texts of this type, or null when there are none that are plain.
     *
     * @param capacity the most rows of a batch
     */
    static @Nullable PlainCells of(TextType type, int capacity) {
        if (type.isString()) {
            return new PlainTexts(capacity);
        } else if (type.equals(NumberTypes.INT64)) {
            return PlainNumbers.longs(capacity);
        } else if (type.equals(NumberTypes.FLOAT64)) {
            return PlainNumbers.doubles(capacity);
        } else if (type.equals(TextTypes.BOOL)) {
            return new PlainBools(capacity);
        } else if (type.equals(TimeTypes.ISO_DATE)) {
            return PlainTimes.dates(capacity);
        } else if (type.equals(TimeTypes.ISO_TIMESTAMP)) {
            return PlainTimes.timestamps(capacity);
        }
        return null;
    }

    /** Adds the value of a text that is not empty; false, and adds nothing, if it is not plain. */
    final boolean add(byte[] text, int from, int to) {
        if (!put(rows, text, from, to)) {
            return false;
        }
        validity[rows >> 3] |= (byte) (1 << (rows & 7));
        rows++;
        return true;
    }

    final void addNull() {
        putNull(rows);
        rows++;
    }

    /** What an empty text in quotes is, when an option does not make it null. */
    void addEmpty() {
        addNull();
    }

    /** The cells as a vector, which the caller closes; begins anew. */
    final FieldVector finish(BufferAllocator allocator) {
        FieldVector vector = ArrowTypes.field("v", dtype).createVector(allocator);
        try {
            write(vector, rows);
            ArrowBuf bits = vector.getValidityBuffer();
            bits.setBytes(0, validity, 0, (rows + 7) / Byte.SIZE);
            vector.setValueCount(rows);
        } catch (RuntimeException e) {
            vector.close();
            throw e;
        }
        Arrays.fill(validity, (byte) 0);
        rows = 0;
        return vector;
    }

    /** Puts the value of a text into a row; false when it is not plain. */
    abstract boolean put(int row, byte[] text, int from, int to);

    abstract void putNull(int row);

    /** Allocates the vector for so many rows, and writes all but the validity. */
    abstract void write(FieldVector vector, int count);

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
