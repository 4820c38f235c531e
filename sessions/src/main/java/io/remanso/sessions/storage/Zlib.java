package io.remanso.sessions.storage;

import io.remanso.tables.DamagedChunkException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The zlib form (RFC 1950) of small texts, which every standard library reads. A text that is much
 * like one before it takes that one as its dictionary and leaves little to write.
 */
public final class Zlib {

    private static final int LEVEL = 6;
    private static final int DICTIONARY_FLAG = 0x20;
    private static final int HEADER = 2;
    private static final int LEAST = 256;

    private Zlib() {}

    public static byte[] pack(byte[] text) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            return pack(deflater, text);
        } finally {
            deflater.end();
        }
    }

    /**
     * @param dictionary what the reader has already
     */
    public static byte[] pack(byte[] text, byte[] dictionary) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setDictionary(dictionary);
            return pack(deflater, text);
        } finally {
            deflater.end();
        }
    }

    private static byte[] pack(Deflater deflater, byte[] text) {
        deflater.setInput(text);
        deflater.finish();
        byte[] packed = new byte[LEAST + text.length / 4];
        int length = 0;
        while (!deflater.finished()) {
            packed = roomBehind(packed, length);
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return Arrays.copyOf(packed, length);
    }

    /** Whether a packed text needs a dictionary to be read. */
    public static boolean needsDictionary(byte[] packed) {
        return packed.length >= HEADER + Integer.BYTES && (packed[1] & DICTIONARY_FLAG) != 0;
    }

    /** The Adler-32, in hex, of the dictionary that a packed text needs to be read. */
    public static String dictionaryId(byte[] packed) {
        return HexFormat.of().formatHex(packed, HEADER, HEADER + Integer.BYTES);
    }

    /**
     * @throws DamagedChunkException when the bytes are no text packed without a dictionary
     */
    public static byte[] unpack(byte[] packed) {
        return unpack(packed, new byte[0]);
    }

    /**
     * @param dictionary the one that the text was packed with; one packed without ignores it
     * @throws DamagedChunkException when the bytes are no text packed with this dictionary
     */
    public static byte[] unpack(byte[] packed, byte[] dictionary) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] text = new byte[LEAST + packed.length * 4];
            int length = 0;
            while (!inflater.finished()) {
                text = roomBehind(text, length);
                int more = inflater.inflate(text, length, text.length - length);
                length += more;
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(dictionary);
                } else if (more == 0 && !inflater.finished()) {
                    throw new DataFormatException("The text is cut off");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new DataFormatException("Bytes follow the text");
            }
            return Arrays.copyOf(text, length);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new DamagedChunkException(
                    "A packed text must be whole zlib; %d bytes are not".formatted(packed.length),
                    e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] roomBehind(byte[] bytes, int length) {
        return length < bytes.length ? bytes : Arrays.copyOf(bytes, 2 * bytes.length);
    }
}
