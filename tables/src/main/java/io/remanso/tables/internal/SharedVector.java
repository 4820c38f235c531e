package io.remanso.tables.internal;

import java.util.List;
import java.util.zip.CRC32;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/**
 * A vector whose memory is lent to any number of readers and does not change. It holds the memory
 * until it is closed, each reader until it closes its own vector. Thread-safe.
 */
final class SharedVector implements AutoCloseable {

    private final FieldVector vector;
    private final ArrowFieldNode node;
    private final List<ArrowBuf> buffers;
    private final long bytes;
    private final long checksum;
    private boolean closed;

    /** Takes the vector over. */
    SharedVector(FieldVector vector) {
        this.vector = vector;
        this.node = new ArrowFieldNode(vector.getValueCount(), vector.getNullCount());
        this.buffers = List.copyOf(vector.getFieldBuffers());
        this.bytes = buffers.stream().mapToLong(ArrowBuf::capacity).sum();
        this.checksum = assertionsEnabled() ? checksum() : 0;
    }

    long bytes() {
        return bytes;
    }

    /** A vector over the same memory, which the caller closes; null when this is closed. */
    synchronized @Nullable FieldVector share(BufferAllocator allocator) {
        return closed ? null : first(allocator);
    }

    /**
     * A vector over the same memory, which the caller closes, while nobody can have closed this.
     */
    synchronized FieldVector first(BufferAllocator allocator) {
        FieldVector mine = vector.getField().createVector(allocator);
        mine.loadFieldBuffers(node, buffers);
        return mine;
    }

    /** With assertions enabled, as in tests: no reader may have written to the memory. */
    synchronized void checkUnchanged() {
        assert closed || checksum == checksum()
                : "A vector that is read from a table is shared and must not be changed: "
                        + vector.getField();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            vector.close();
        }
    }

    private long checksum() {
        CRC32 crc = new CRC32();
        for (ArrowBuf buffer : buffers) {
            if (buffer.readableBytes() > 0) {
                crc.update(buffer.nioBuffer(0, (int) buffer.readableBytes()));
            }
        }
        return crc.getValue();
    }

    private static boolean assertionsEnabled() {
        return SharedVector.class.desiredAssertionStatus();
    }
}
