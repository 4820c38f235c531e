package io.remanso.cache.codec;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Factory;

/** How large encoded values are made smaller before they go to Redis. */
public enum Compression {
    /** Not at all. */
    NONE('-'),
    /** Quick in both directions, pure Java where its native library does not load. */
    LZ4('l'),
    /** Smaller than LZ4 at nearly its speed; needs a native library. */
    ZSTD('z'),
    /** The JDK's own, slow, needs nothing. */
    DEFLATE('d');

    private static final int ZSTD_LEVEL = 3;

    private final char letter;

    Compression(char letter) {
        this.letter = letter;
    }

    /** The letter that names this form in the header of an entry. */
    public char letter() {
        return letter;
    }

    /**
     * @throws IllegalArgumentException when no form has this letter
     */
    public static Compression ofLetter(char letter) {
        for (Compression compression : values()) {
            if (compression.letter == letter) {
                return compression;
            }
        }
        throw new IllegalArgumentException(
                "A compression is one of -, l, z, d, got '%s'".formatted(letter));
    }

    /** The bytes made smaller; the argument itself for {@link #NONE}. */
    public byte[] compress(byte[] raw) {
        return switch (this) {
            case NONE -> raw;
            case LZ4 -> LZ4Factory.fastestInstance().fastCompressor().compress(raw);
            case ZSTD -> Zstd.compress(raw, ZSTD_LEVEL);
            case DEFLATE -> deflate(raw);
        };
    }

    /**
     * The bytes that {@link #compress} was given.
     *
     * @param rawLength how many bytes there were before
     * @throws IllegalArgumentException when the bytes are not of this form and length
     */
    public byte[] restore(byte[] bytes, int offset, int length, int rawLength) {
        byte[] raw;
        try {
            raw =
                    switch (this) {
                        case NONE -> Arrays.copyOfRange(bytes, offset, offset + length);
                        case LZ4 ->
                                LZ4Factory.fastestInstance()
                                        .safeDecompressor()
                                        .decompress(bytes, offset, length, rawLength);
                        case ZSTD ->
                                Zstd.decompress(
                                        Arrays.copyOfRange(bytes, offset, offset + length),
                                        rawLength);
                        case DEFLATE -> inflate(bytes, offset, length, rawLength);
                    };
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Compressed bytes must be %s".formatted(this), e);
        }
        if (raw.length != rawLength) {
            throw new IllegalArgumentException(
                    "Restored bytes must be %d, got %d".formatted(rawLength, raw.length));
        }
        return raw;
    }

    private static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] bytes, int offset, int length, int rawLength) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, offset, length);
            byte[] raw = new byte[rawLength];
            int filled = 0;
            while (filled < rawLength && !inflater.finished()) {
                int count = inflater.inflate(raw, filled, rawLength - filled);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                filled += count;
            }
            return filled == rawLength ? raw : Arrays.copyOf(raw, filled);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("Bytes must be of the DEFLATE form", e);
        } finally {
            inflater.end();
        }
    }
}
