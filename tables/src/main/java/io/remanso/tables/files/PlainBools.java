package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;

/** The texts of {@link TextTypes#BOOL}. */
final class PlainBools extends PlainCells {

    private static final byte[][] TRUE = texts("true", "True", "TRUE");
    private static final byte[][] FALSE = texts("false", "False", "FALSE");

    private final byte[] bits;

    PlainBools(int capacity) {
        super(DType.BOOL, capacity);
        this.bits = new byte[(capacity + 7) / Byte.SIZE];
    }

    private static byte[][] texts(String... texts) {
        return List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    @Override
    boolean put(int row, byte[] text, int from, int to) {
        if (is(TRUE, text, from, to)) {
            bits[row >> 3] |= (byte) (1 << (row & 7));
            return true;
        }
        return is(FALSE, text, from, to);
    }

    private static boolean is(byte[][] texts, byte[] text, int from, int to) {
        for (byte[] one : texts) {
            if (Arrays.equals(one, 0, one.length, text, from, to)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void putNull(int row) {}

    @Override
    void write(FieldVector vector, int count) {
        ((BitVector) vector).allocateNew(count);
        vector.getDataBuffer().setBytes(0, bits, 0, (count + 7) / Byte.SIZE);
        Arrays.fill(bits, (byte) 0);
    }
}
