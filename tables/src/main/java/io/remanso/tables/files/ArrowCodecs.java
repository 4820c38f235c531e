package io.remanso.tables.files;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.AbstractCompressionCodec;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;

/**
 * Unpacks the buffers of one Arrow file that was packed with zstd or lz4, as Feather files are.
 * When it is closed it frees what a damaged batch left. Not thread-safe.
 */
final class ArrowCodecs implements CompressionCodec.Factory, AutoCloseable {

    /** The largest buffer that is unpacked. */
    private static final long MAX_BYTES = 1L << 30;

    private final List<ArrowBuf> buffers = new ArrayList<>();

    @Override
    public void close() {
        for (ArrowBuf buffer : buffers) {
            if (buffer.refCnt() > 0) {
                buffer.getReferenceManager().release(buffer.refCnt());
            }
        }
    }

    @Override
    public CompressionCodec createCodec(CodecType type) {
        return switch (type) {
            case NO_COMPRESSION -> NoCompressionCodec.INSTANCE;
            case ZSTD, LZ4_FRAME -> new Unpacking(type);
        };
    }

    @Override
    public CompressionCodec createCodec(CodecType type, int level) {
        return createCodec(type);
    }

    private final class Unpacking extends AbstractCompressionCodec {

        private final CodecType type;

        private Unpacking(CodecType type) {
            this.type = type;
        }

        @Override
        public CodecType getCodecType() {
            return type;
        }

        @Override
        protected ArrowBuf doCompress(BufferAllocator allocator, ArrowBuf raw) {
            throw new UnsupportedOperationException("Arrow files are written as they are");
        }

        @Override
        protected ArrowBuf doDecompress(BufferAllocator allocator, ArrowBuf packed) {
            long size = readUncompressedLength(packed);
            long bytes = packed.writerIndex() - CompressionUtil.SIZE_OF_UNCOMPRESSED_LENGTH;
            if (size < 0 || size > MAX_BYTES || bytes < 0) {
                throw new IllegalArgumentException(
                        "A buffer has 0 to %d bytes; got %d".formatted(MAX_BYTES, size));
            }
            byte[] from = new byte[(int) bytes];
            packed.getBytes(CompressionUtil.SIZE_OF_UNCOMPRESSED_LENGTH, from);
            byte[] to =
                    type == CodecType.ZSTD
                            ? Zstd.decompress(from, (int) size)
                            : lz4(from, (int) size);
            if (to.length != size) {
                throw new IllegalArgumentException(
                        "A buffer has %d bytes; got %d".formatted(size, to.length));
            }
            ArrowBuf unpacked = allocator.buffer(size);
            unpacked.setBytes(0, to);
            unpacked.writerIndex(size);
            buffers.removeIf(buffer -> buffer.refCnt() == 0);
            buffers.add(unpacked);
            return unpacked;
        }

        private byte[] lz4(byte[] from, int size) {
            try (InputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(from))) {
                return in.readNBytes(size);
            } catch (IOException e) {
                throw new UncheckedIOException("A buffer is no lz4", e);
            }
        }
    }
}
