package io.remanso.tables.internal;

import com.github.luben.zstd.Zstd;
import io.remanso.tables.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/** Compresses and decompresses whole payloads. Thread-safe. */
final class Compression {

    private static final int ZSTD_LEVEL = 1;

    private Compression() {}

    static byte[] compress(Codec codec, byte[] raw) throws IOException {
        return switch (codec) {
            case NONE -> raw;
            case ZSTD -> Zstd.compress(raw, ZSTD_LEVEL);
            case LZ4 -> LZ4Factory.fastestInstance().fastCompressor().compress(raw);
            case SNAPPY -> Snappy.compress(raw);
            case GZIP -> gzip(raw);
        };
    }

    /**
     * @throws IOException when the bytes do not unpack to just that many
     */
    static byte[] decompress(Codec codec, byte[] packed, int rawLength) throws IOException {
        byte[] raw =
                switch (codec) {
                    case NONE -> packed;
                    case ZSTD -> Zstd.decompress(packed, rawLength);
                    case LZ4 ->
                            LZ4Factory.fastestInstance()
                                    .safeDecompressor()
                                    .decompress(packed, rawLength);
                    case SNAPPY -> Snappy.uncompress(packed);
                    case GZIP -> gunzip(packed, rawLength);
                };
        if (raw.length != rawLength) {
            throw new IOException(
                    "A payload must unpack to %d bytes, got %d".formatted(rawLength, raw.length));
        }
        return raw;
    }

    private static byte[] gzip(byte[] raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] packed, int rawLength) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readNBytes(rawLength);
        }
    }
}
