package io.remanso.tables.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/**
 * The memory of a vector in its one canonical form, so that equal values make equal chunks wherever
 * they come from: no validity bitmap when there is no null, zeros in the place of a null and behind
 * the last bit of a bitmap, offsets from zero. What is canonical already is shared, not copied.
 */
final class ColumnBuffers implements AutoCloseable {

    private static final byte ALL_VALID = (byte) 0xFF;

    private final int rows;
    private final int nulls;
    private final List<ArrowBuf> buffers = new ArrayList<>();

    private ColumnBuffers(int rows, int nulls) {
        this.rows = rows;
        this.nulls = nulls;
    }

    /** The memory of a vector, which stays the caller's. */
    static ColumnBuffers of(FieldVector vector, BufferAllocator allocator) {
        ColumnBuffers made = new ColumnBuffers(vector.getValueCount(), vector.getNullCount());
        try {
            made.addValidity(vector, allocator);
            switch (vector) {
                case BitVector bits -> made.addBits(bits, allocator);
                case BaseFixedWidthVector values -> made.addFixed(values, allocator);
                case VarCharVector texts -> made.addTexts(texts, allocator);
                default ->
                        throw new IllegalArgumentException(
                                "A chunk holds a type of the table's, got " + vector.getField());
            }
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    int rows() {
        return rows;
    }

    int nulls() {
        return nulls;
    }

    /** Validity (empty without nulls), for strings offsets, values: as Arrow orders them. */
    List<ArrowBuf> buffers() {
        return buffers;
    }

    @Override
    public void close() {
        buffers.forEach(ArrowBuf::close);
        buffers.clear();
    }

    private void addValidity(FieldVector vector, BufferAllocator allocator) {
        if (nulls == 0) {
            buffers.add(allocator.getEmpty());
        } else {
            buffers.add(bitmap(vector.getValidityBuffer(), allocator));
        }
    }

    private void addBits(BitVector vector, BufferAllocator allocator) {
        ArrowBuf bits = bitmap(vector.getDataBuffer(), allocator);
        buffers.add(bits);
        for (int i = 0; nulls > 0 && i < bits.writerIndex(); i++) {
            bits.setByte(i, bits.getByte(i) & buffers.getFirst().getByte(i));
        }
    }

    private void addFixed(BaseFixedWidthVector vector, BufferAllocator allocator) {
        int width = vector.getTypeWidth();
        long bytes = (long) rows * width;
        if (nulls == 0) {
            share(vector.getDataBuffer(), bytes);
            return;
        }
        ArrowBuf values = copy(vector.getDataBuffer(), bytes, allocator);
        buffers.add(values);
        ArrowBuf validity = buffers.getFirst();
        for (int first = 0; first < rows; first += Byte.SIZE) {
            if (validity.getByte(first / Byte.SIZE) != ALL_VALID) {
                for (int row = first; row < Math.min(rows, first + Byte.SIZE); row++) {
                    if (isNull(validity, row)) {
                        values.setZero((long) row * width, width);
                    }
                }
            }
        }
    }

    private void addTexts(VarCharVector vector, BufferAllocator allocator) {
        ArrowBuf offsets = vector.getOffsetBuffer();
        long offsetBytes = (rows + 1L) * Integer.BYTES;
        if (rows == 0) {
            ArrowBuf zero = allocator.buffer(Integer.BYTES);
            zero.setInt(0, 0);
            zero.writerIndex(Integer.BYTES);
            buffers.add(zero);
            buffers.add(allocator.getEmpty());
        } else if (offsets.getInt(0) == 0 && nullsAreEmpty(offsets)) {
            share(offsets, offsetBytes);
            share(vector.getDataBuffer(), offsets.getInt((long) rows * Integer.BYTES));
        } else {
            compact(vector, offsetBytes, allocator);
        }
    }

    private boolean nullsAreEmpty(ArrowBuf offsets) {
        ArrowBuf validity = buffers.getFirst();
        for (int row = 0; nulls > 0 && row < rows; row++) {
            if (isNull(validity, row)
                    && offsets.getInt((long) row * Integer.BYTES)
                            != offsets.getInt((row + 1L) * Integer.BYTES)) {
                return false;
            }
        }
        return true;
    }

    private void compact(VarCharVector vector, long offsetBytes, BufferAllocator allocator) {
        ArrowBuf from = vector.getOffsetBuffer();
        ArrowBuf offsets = allocator.buffer(offsetBytes);
        buffers.add(offsets);
        offsets.writerIndex(offsetBytes);
        long most = from.getInt((long) rows * Integer.BYTES) - (long) from.getInt(0);
        ArrowBuf data = allocator.buffer(most);
        buffers.add(data);
        int end = 0;
        for (int row = 0; row < rows; row++) {
            offsets.setInt((long) row * Integer.BYTES, end);
            if (!vector.isNull(row)) {
                int start = from.getInt((long) row * Integer.BYTES);
                int length = from.getInt((row + 1L) * Integer.BYTES) - start;
                data.setBytes(end, vector.getDataBuffer(), start, length);
                end += length;
            }
        }
        offsets.setInt((long) rows * Integer.BYTES, end);
        data.writerIndex(end);
    }

    /** A copy of a bitmap of one bit per row, whose last byte ends in zeros. */
    private ArrowBuf bitmap(ArrowBuf bits, BufferAllocator allocator) {
        long bytes = (rows + 7L) / Byte.SIZE;
        ArrowBuf copy = copy(bits, bytes, allocator);
        int used = rows % Byte.SIZE;
        if (used > 0) {
            copy.setByte(bytes - 1, copy.getByte(bytes - 1) & ((1 << used) - 1));
        }
        return copy;
    }

    private static ArrowBuf copy(ArrowBuf from, long bytes, BufferAllocator allocator) {
        ArrowBuf copy = allocator.buffer(bytes);
        copy.setBytes(0, from, 0, bytes);
        copy.writerIndex(bytes);
        return copy;
    }

    private void share(ArrowBuf buffer, long bytes) {
        ArrowBuf shared = buffer.slice(0, bytes);
        shared.getReferenceManager().retain();
        shared.writerIndex(bytes);
        buffers.add(shared);
    }

    private static boolean isNull(ArrowBuf validity, int row) {
        return (validity.getByte(row / Byte.SIZE) >> (row % Byte.SIZE) & 1) == 0;
    }
}
