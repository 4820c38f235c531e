package io.remanso.tables.internal;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.DType;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.InvalidParameterException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/**
 * A column as plain little-endian values, for readers with nothing but a standard library: a header
 * of 16 bytes, then the parts without padding between them.
 *
 * <pre>
 *  0  1  type: see {@link #id}
 *  1  1  decimal precision, else 0
 *  2  1  decimal scale, else 0
 *  3  1  zero
 *  4  4  number of rows, n
 *  8  4  number of nulls
 * 12  4  length of the values in bytes
 *
 *        when there are nulls: validity, (n + 7) / 8 bytes; bit i % 8 of byte i / 8, counted from
 *        the lowest, is 1 when row i has a value
 *        string only: n + 1 offsets of 4 bytes; the text of row i is bytes offset[i] to
 *        offset[i + 1] of the values, in UTF-8
 *        values: n of the type's width; bool: bits like those of the validity; string: the texts
 * </pre>
 *
 * Integers are two's complement, floats IEEE 754, a date the days since 1970-01-01 (4 bytes), a
 * timestamp the microseconds since 1970-01-01T00:00:00 (8), a time the microseconds since midnight
 * (8), a decimal the value without its point (16). The place of a null holds zeros. Thread-safe.
 */
final class PortableLayout {

    private static final int HEADER = 16;

    private PortableLayout() {}

    static byte[] write(FieldVector vector, BufferAllocator allocator) {
        DType dtype = ArrowTypes.dtype(vector.getField().getType());
        try (ColumnBuffers column = ColumnBuffers.of(vector, allocator)) {
            long size = HEADER;
            for (ArrowBuf part : column.buffers()) {
                size += part.readableBytes();
            }
            ByteBuffer out =
                    ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
            out.put((byte) id(dtype.kind()))
                    .put((byte) dtype.precision())
                    .put((byte) dtype.scale())
                    .put((byte) 0)
                    .putInt(column.rows())
                    .putInt(column.nulls())
                    .putInt((int) column.buffers().getLast().readableBytes());
            for (ArrowBuf part : column.buffers()) {
                part.getBytes(0, out.array(), out.position(), (int) part.readableBytes());
                out.position(out.position() + (int) part.readableBytes());
            }
            return out.array();
        }
    }

    /**
     * @throws DamagedChunkException when the payload has not this layout
     */
    static FieldVector read(byte[] payload, BufferAllocator allocator) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        if (payload.length < HEADER) {
            throw damaged(HEADER, payload.length);
        }
        DType dtype = dtype(in.get(), in.get(), in.get());
        if (in.get() != 0) {
            throw new DamagedChunkException("Byte 3 of a portable chunk is 0, this one's is not");
        }
        int rows = in.getInt();
        int nulls = in.getInt();
        long values = in.getInt();
        long validity = nulls == 0 ? 0 : (rows + 7L) / Byte.SIZE;
        long offsets = dtype.kind() == DType.Kind.STRING ? (rows + 1L) * Integer.BYTES : 0;
        if (rows < 0 || values < 0 || HEADER + validity + offsets + values != payload.length) {
            throw damaged(HEADER + validity + offsets + values, payload.length);
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            buffers.add(part(in, validity, allocator));
            if (dtype.kind() == DType.Kind.STRING) {
                buffers.add(part(in, offsets, allocator));
            }
            buffers.add(part(in, values, allocator));
            return ColumnLoader.load(dtype, rows, nulls, buffers, allocator);
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private static ArrowBuf part(ByteBuffer in, long bytes, BufferAllocator allocator) {
        ArrowBuf part = allocator.buffer(bytes);
        part.setBytes(0, in.slice(in.position(), (int) bytes));
        part.writerIndex(bytes);
        in.position(in.position() + (int) bytes);
        return part;
    }

    /** The byte that stands for a type in the header. */
    static int id(DType.Kind kind) {
        return switch (kind) {
            case INT8 -> 1;
            case INT16 -> 2;
            case INT32 -> 3;
            case INT64 -> 4;
            case UINT8 -> 5;
            case UINT16 -> 6;
            case UINT32 -> 7;
            case UINT64 -> 8;
            case FLOAT32 -> 9;
            case FLOAT64 -> 10;
            case BOOL -> 11;
            case STRING -> 12;
            case DATE -> 13;
            case TIMESTAMP -> 14;
            case TIME -> 15;
            case DECIMAL -> 16;
        };
    }

    private static DType dtype(byte id, byte precision, byte scale) {
        try {
            for (DType.Kind kind : DType.Kind.values()) {
                if (id(kind) == id) {
                    return new DType(kind, precision, scale);
                }
            }
        } catch (InvalidParameterException e) {
            throw new DamagedChunkException("A portable chunk holds an impossible type", e);
        }
        throw new DamagedChunkException("Unknown column type %d in a portable chunk".formatted(id));
    }

    private static DamagedChunkException damaged(long wanted, int got) {
        return new DamagedChunkException(
                "A portable chunk must have %d bytes as its header says, got %d"
                        .formatted(wanted, got));
    }
}
