package io.remanso.tables.internal;

import io.remanso.tables.ChunkFormat;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Codec;
import io.remanso.tables.DamagedChunkException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.util.TransferPair;

/** Turns a vector into a chunk and back. Thread-safe. */
public final class ChunkCodec {

    private final BufferAllocator allocator;
    private final ChunkFormat format;
    private final Codec codec;

    public ChunkCodec(BufferAllocator allocator, ChunkFormat format, Codec codec) {
        this.allocator = allocator;
        this.format = format;
        this.codec = codec;
    }

    /** A chunk ready to be staged. */
    public record Encoded(ChunkRef ref, byte[] frame) {}

    /** Encodes all values of the vector, which stays the caller's. */
    public Encoded encode(FieldVector vector) {
        try {
            byte[] raw = arrow(vector);
            byte[] frame = ChunkFrame.write(format, codec, raw);
            ChunkRef ref =
                    new ChunkRef(
                            ChunkName.of(frame),
                            vector.getNullCount(),
                            vector.getBufferSize(),
                            frame.length);
            return new Encoded(ref, frame);
        } catch (IOException e) {
            throw new IllegalStateException("A vector in memory can always be encoded", e);
        }
    }

    /**
     * The vector of a frame; the caller closes it.
     *
     * @throws DamagedChunkException when the frame is not whole
     */
    public FieldVector decode(byte[] frame) {
        ChunkFrame.Payload payload = ChunkFrame.read(frame);
        try (ArrowStreamReader reader =
                new ArrowStreamReader(new ByteArrayInputStream(payload.raw()), allocator)) {
            if (!reader.loadNextBatch()
                    || reader.getVectorSchemaRoot().getFieldVectors().size() != 1) {
                throw new DamagedChunkException(
                        "A chunk holds one column in one batch, this one does not");
            }
            TransferPair pair =
                    reader.getVectorSchemaRoot().getVector(0).getTransferPair(allocator);
            pair.transfer();
            return (FieldVector) pair.getTo();
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException e) {
            throw new DamagedChunkException("A chunk does not hold an Arrow stream", e);
        }
    }

    private static byte[] arrow(FieldVector vector) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(vector.getBufferSize() + 512);
        VectorSchemaRoot root =
                new VectorSchemaRoot(
                        List.of(vector.getField()), List.of(vector), vector.getValueCount());
        try (ArrowStreamWriter writer =
                new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
            writer.writeBatch();
        }
        return out.toByteArray();
    }
}
