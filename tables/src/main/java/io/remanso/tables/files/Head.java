package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.files.Encodings.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of a text file, decoded.
 *
 * @param encoding how the file is encoded, as far as these lines tell
 * @param text whole lines, without the byte order mark
 * @param complete whether they are all the file has
 * @param bytes how many bytes of the file they take
 */
record Head(Encoding encoding, String text, boolean complete, long bytes) {

    private static final int BYTES = 1 << 20;

    /**
     * Reads the head of a file.
     *
     * @throws UnreadableFileException when the file is empty, no delimited text, or has no line end
     *     far and wide
     */
    static Head read(Path file, @Nullable String encoding) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES);
            Encoding found = Encodings.of(bytes, encoding);
            boolean complete = bytes.length < BYTES;
            while (!complete && lastLineEnd(decode(bytes, found)) < 0) {
                byte[] more = in.readNBytes(bytes.length);
                complete = more.length < bytes.length;
                bytes = join(bytes, more);
                if (bytes.length > 4 * Lines.MAX_LENGTH) {
                    throw Lines.tooLong(1);
                }
            }
            String text = decode(bytes, found);
            if (text.isBlank() && complete) {
                throw new UnreadableFileException(
                        "A table has at least a header, this file is empty; check that the right one was sent");
            }
            String lines = complete ? text : text.substring(0, lastLineEnd(text) + 1);
            long used = complete ? bytes.length : found.mark() + length(lines, found);
            return new Head(found, lines, complete, used);
        }
    }

    /** The bytes of the file before the character in this place of {@link #text}. */
    long offset(int character) {
        return encoding.mark() + length(text.substring(0, character), encoding);
    }

    private static long length(String text, Encoding encoding) {
        return text.getBytes(encoding.charset()).length;
    }

    private static String decode(byte[] bytes, Encoding encoding) {
        int mark = Math.min(encoding.mark(), bytes.length);
        return encoding.charset()
                .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                .toString();
    }

    private static int lastLineEnd(String text) {
        int feed = text.lastIndexOf('\n');
        return feed >= 0 ? feed : text.lastIndexOf('\r');
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(first.length + second.length);
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
