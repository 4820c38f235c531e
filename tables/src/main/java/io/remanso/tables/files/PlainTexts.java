package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/** Texts as they are. */
final class PlainTexts extends PlainCells {

    private static final int LEAST = 1 << 12;
    private static final int BYTES_PER_ROW = 8;

    /** The most bytes of a batch, so that they fit into a heap of ordinary size. */
    private static final int MOST = 1 << 27;

    private final int[] ends;
    private byte[] bytes;
    private int length;

    PlainTexts(int capacity) {
        super(DType.STRING, capacity);
        this.ends = new int[capacity + 1];
        this.bytes = new byte[LEAST + BYTES_PER_ROW * capacity];
    }

    @Override
    boolean put(int row, byte[] text, int from, int to) {
        int end = length + to - from;
        if (end > bytes.length) {
            if (end > MOST) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(text, from, bytes, length, to - from);
        length = end;
        ends[row + 1] = end;
        return true;
    }

    @Override
    void addEmpty() {
        add(bytes, 0, 0);
    }

    @Override
    void putNull(int row) {
        ends[row + 1] = length;
    }

    @Override
    void write(FieldVector vector, int count) {
        VarCharVector texts = (VarCharVector) vector;
        texts.allocateNew(length, count);
        texts.getOffsetBuffer()
                .nioBuffer(0, (count + 1) * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(ends, 0, count + 1);
        texts.getDataBuffer().setBytes(0, bytes, 0, length);
        texts.setLastSet(count - 1);
        length = 0;
    }
}
