package io.remanso.tables.internal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.remanso.tables.Codec;
import io.remanso.tables.CodecUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/** Compresses and decompresses whole payloads. Thread-safe. */
final class Compression {

    private static final int ZSTD_LEVEL = 1;
    private static final ZstdContexts<ZstdCompressCtx> COMPRESSING =
            ZstdContexts.compressing(ZSTD_LEVEL);
    private static final ZstdContexts<ZstdDecompressCtx> DECOMPRESSING =
            ZstdContexts.decompressing();

    /** The longest payload: the longest array of a JVM. */
    private static final long MAX_RAW = Integer.MAX_VALUE - 8;

    /** Bytes that a payload may have beyond its codec's ratio: headers, the last block. */
    private static final int SLACK = 1 << 17;

    private Compression() {}

    /**
     * The packed bytes behind so many zeros.
     *
     * @throws CodecUnavailableException when the codec does not load here
     */
    static byte[] compress(Codec codec, Bytes raw, int zeros) throws IOException {
        NativeCodecs.require(codec);
        return switch (codec) {
            case NONE -> behind(zeros, raw.toArray());
            case ZSTD -> zstd(raw, zeros);
            case LZ4 ->
                    behind(
                            zeros,
                            LZ4Factory.fastestInstance()
                                    .fastCompressor()
                                    .compress(raw.array(), 0, raw.length()));
            case SNAPPY -> behind(zeros, Snappy.compress(raw.toArray()));
            case GZIP -> behind(zeros, gzip(raw));
        };
    }

    private static byte[] behind(int zeros, byte[] packed) {
        byte[] bytes = new byte[zeros + packed.length];
        System.arraycopy(packed, 0, bytes, zeros, packed.length);
        return bytes;
    }

    private static byte[] zstd(Bytes raw, int zeros) throws IOException {
        byte[] bytes = new byte[zeros + (int) Zstd.compressBound(raw.length())];
        int length =
                COMPRESSING.use(context ->
                        context.compressByteArray(
                                bytes, zeros, bytes.length - zeros, raw.array(), 0, raw.length()));
        return Arrays.copyOf(bytes, zeros + length);
    }

    /**
     * @throws IOException when the bytes do not unpack to just that many
     * @throws CodecUnavailableException when the codec does not load here
     */
    static byte[] decompress(Codec codec, byte[] packed, long rawLength) throws IOException {
        if (rawLength < 0
                || rawLength > MAX_RAW
                || rawLength > (double) packed.length * mostRawPerByte(codec) + SLACK) {
            throw new IOException(
                    "%d bytes of %s cannot hold %d"
                            .formatted(packed.length, codec.label(), rawLength));
        }
        NativeCodecs.require(codec);
        byte[] raw = unpack(codec, packed, (int) rawLength);
        if (raw.length != rawLength) {
            throw new IOException(
                    "A payload must unpack to %d bytes, got %d".formatted(rawLength, raw.length));
        }
        return raw;
    }

    private static byte[] unpack(Codec codec, byte[] packed, int rawLength) throws IOException {
        return switch (codec) {
            case NONE -> packed;
            case ZSTD -> {
                check(Zstd.getFrameContentSize(packed), rawLength);
                byte[] raw = new byte[rawLength];
                int length =
                        DECOMPRESSING.use(context ->
                                context.decompressByteArray(
                                        raw, 0, rawLength, packed, 0, packed.length));
                yield length == rawLength ? raw : Arrays.copyOf(raw, length);
            }
            case LZ4 ->
                    LZ4Factory.fastestInstance().safeDecompressor().decompress(packed, rawLength);
            case SNAPPY -> {
                check(Snappy.uncompressedLength(packed), rawLength);
                yield Snappy.uncompress(packed);
            }
            case GZIP -> gunzip(packed, rawLength);
        };
    }

    /** What a payload says of its own length, before memory is taken for it. */
    private static void check(long said, int rawLength) throws IOException {
        if (said != rawLength) {
            throw new IOException(
                    "A payload must unpack to %d bytes, it says %d".formatted(rawLength, said));
        }
    }

    /** The most bytes that a codec can make of one, by its format. */
    private static int mostRawPerByte(Codec codec) {
        return switch (codec) {
            case NONE -> 1;
            case SNAPPY -> 64;
            case LZ4 -> 255;
            case GZIP -> 1032;
            case ZSTD -> 1 << 17;
        };
    }

    private static byte[] gzip(Bytes raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length() / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(raw.array(), 0, raw.length());
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] packed, int rawLength) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] raw = gzip.readNBytes(rawLength);
            if (gzip.read() >= 0) {
                throw new IOException("A payload goes on after %d bytes".formatted(rawLength));
            }
            return raw;
        }
    }
}
