package io.remanso.tables.internal;

import io.remanso.tables.ChunkFormat;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Codec;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/** Turns a vector into a chunk and back. Thread-safe. */
public final class ChunkCodec {

    private final BufferAllocator allocator;
    private final ChunkFormat format;
    private final Codec codec;

    /** Writes portable gzip in the place of a codec that does not load in this process. */
    public ChunkCodec(BufferAllocator allocator, ChunkFormat format, Codec codec) {
        boolean loads = NativeCodecs.has(codec);
        this.allocator = allocator;
        this.format = loads ? format : ChunkFormat.PORTABLE;
        this.codec = loads ? codec : Codec.GZIP;
    }

    /** The layout of new chunks. */
    public ChunkFormat format() {
        return format;
    }

    /** The compression of new chunks. */
    public Codec codec() {
        return codec;
    }

    /** A chunk ready to be staged. */
    public record Encoded(ChunkRef ref, byte[] frame) {}

    /**
     * Encodes all values of the vector, which stays the caller's. Equal values make equal bytes.
     */
    public Encoded encode(FieldVector vector) {
        try {
            Bytes raw =
                    switch (format) {
                        case ARROW -> ArrowLayout.write(vector, allocator);
                        case PORTABLE -> Bytes.of(PortableLayout.write(vector, allocator));
                    };
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
     * The vector of a frame of any layout and compression; the caller closes it.
     *
     * @throws io.remanso.tables.DamagedChunkException when the frame is not whole
     * @throws io.remanso.tables.CodecUnavailableException when its codec does not load here
     */
    public FieldVector decode(byte[] frame) {
        ChunkFrame.Payload payload = ChunkFrame.read(frame);
        return switch (payload.format()) {
            case ARROW -> ArrowLayout.read(payload.raw(), allocator);
            case PORTABLE -> PortableLayout.read(payload.raw(), allocator);
        };
    }
}
