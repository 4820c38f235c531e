package io.remanso.tables.internal;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.DType;
import io.remanso.tables.DamagedChunkException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Makes a vector of the memory that a chunk brought. Sizes, offsets and the number of nulls are
 * checked before anyone reads a value, so that no chunk leads a reader outside of its memory.
 */
final class ColumnLoader {

    private static final String NAME = "v";

    private ColumnLoader() {}

    /**
     * A vector over these buffers, in the order of Arrow; the caller closes it, and the buffers
     * too.
     *
     * @param buffers validity, which may be empty without nulls, for strings offsets, values
     * @throws DamagedChunkException when they do not make such a column
     */
    static FieldVector load(
            DType dtype, int rows, int nulls, List<ArrowBuf> buffers, BufferAllocator allocator) {
        FieldVector vector = ArrowTypes.field(NAME, dtype).createVector(allocator);
        try {
            check(vector, rows, nulls, buffers);
            vector.loadFieldBuffers(new ArrowFieldNode(rows, nulls), buffers);
            if (vector.getNullCount() != nulls) {
                throw damaged(
                        "as many nulls as it says, %d".formatted(nulls), vector.getNullCount());
            }
            return vector;
        } catch (RuntimeException e) {
            vector.close();
            throw e;
        }
    }

    private static void check(FieldVector vector, int rows, int nulls, List<ArrowBuf> buffers) {
        boolean fixed = vector instanceof BaseFixedWidthVector;
        if (rows < 0 || nulls < 0 || nulls > rows) {
            throw damaged("0 to %d nulls".formatted(rows), nulls);
        }
        if (buffers.size() != (fixed ? 2 : 3)) {
            throw damaged("%d buffers".formatted(fixed ? 2 : 3), buffers.size());
        }
        long validity = buffers.getFirst().capacity();
        if (validity < bits(rows) && !(nulls == 0 && validity == 0)) {
            throw damaged("a validity bit per row", validity + " bytes");
        }
        long values = buffers.getLast().capacity();
        long wanted =
                switch (vector) {
                    case BitVector bits -> bits(rows);
                    case BaseFixedWidthVector numbers -> (long) rows * numbers.getTypeWidth();
                    default -> textBytes(buffers.get(1), rows);
                };
        if (values < wanted) {
            throw damaged("%d bytes of values".formatted(wanted), values);
        }
    }

    private static long textBytes(ArrowBuf offsets, int rows) {
        if (offsets.capacity() < (rows + 1L) * Integer.BYTES) {
            if (rows == 0 && offsets.capacity() == 0) {
                return 0;
            }
            throw damaged("an offset per row and one more", offsets.capacity() + " bytes");
        }
        int before = 0;
        for (long row = 0; row <= rows; row++) {
            int offset = offsets.getInt(row * Integer.BYTES);
            if (offset < before) {
                throw damaged("offsets that rise from 0", offset + " after " + before);
            }
            before = offset;
        }
        return before;
    }

    private static long bits(int rows) {
        return (rows + 7L) / Byte.SIZE;
    }

    private static DamagedChunkException damaged(String rule, Object got) {
        return new DamagedChunkException("A chunk must have %s, got %s".formatted(rule, got));
    }
}
