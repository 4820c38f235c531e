package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.files.Encodings.Encoding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A text in UTF-8 where the query engine can reach it: in the scratch folder. It is a hard link to
 * the original where that will do, else a copy; it is gone after {@link #close}.
 *
 * @param path where it is
 * @param replaced how many places could not be decoded and hold U+FFFD
 */
record StagedText(Path path, long replaced) implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    /** A name in the scratch folder that no file has yet. */
    static Path fresh(Path scratch) {
        return scratch.toAbsolutePath().resolve("import-" + UUID.randomUUID() + ".csv");
    }

    /** The file as it is, from this byte on. */
    static StagedText of(Path original, long offset, Path scratch) throws IOException {
        Path path = fresh(scratch);
        if (offset == 0 && link(original, path)) {
            return new StagedText(path, 0);
        }
        StagedText staged = new StagedText(path, 0);
        try (FileChannel in = FileChannel.open(original);
                FileChannel out =
                        FileChannel.open(
                                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long at = offset; at < in.size(); ) {
                at += in.transferTo(at, in.size() - at, out);
            }
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private static boolean link(Path original, Path path) {
        try {
            Files.createLink(path, original.toRealPath());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * The file decoded and written in UTF-8.
     *
     * @param offset where to begin, in bytes
     * @throws UnreadableFileException when a place cannot be decoded and the encoding is given
     */
    static StagedText decoded(
            Path original, long offset, Encoding encoding, Path scratch, ImportMonitor monitor)
            throws IOException {
        Path path = fresh(scratch);
        try (InputStream in = Files.newInputStream(original);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER)) {
            in.skipNBytes(offset);
            return new StagedText(path, new Decoding(encoding, out, monitor).run(in));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    /** One run of a decoder over a stream. */
    private static final class Decoding {

        private final Encoding encoding;
        private final CharsetDecoder decoder;
        private final OutputStream out;
        private final ImportMonitor monitor;
        private final CharBuffer chars = CharBuffer.allocate(BUFFER);
        private long lines = 1;
        private long replaced;

        private Decoding(Encoding encoding, OutputStream out, ImportMonitor monitor) {
            this.encoding = encoding;
            this.decoder =
                    encoding.charset()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT);
            this.out = out;
            this.monitor = monitor;
        }

        private long run(InputStream in) throws IOException {
            byte[] bytes = new byte[BUFFER];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).flip();
            boolean end = false;
            while (!end) {
                monitor.check();
                buffer.compact();
                int read = in.readNBytes(bytes, buffer.position(), buffer.remaining());
                end = read < buffer.remaining();
                buffer.position(buffer.position() + read).flip();
                decode(buffer, end);
            }
            decoder.flush(chars);
            drain();
            return replaced;
        }

        private void decode(ByteBuffer buffer, boolean end) throws IOException {
            CoderResult result = decoder.decode(buffer, chars, end);
            while (!result.isUnderflow()) {
                if (result.isError()) {
                    replace(buffer, result.length());
                } else {
                    drain();
                }
                result = decoder.decode(buffer, chars, end);
            }
        }

        private void replace(ByteBuffer buffer, int length) throws IOException {
            drain();
            if (encoding.given()) {
                throw new UnreadableFileException(
                        "A file must be encoded as option 'encoding' says, line %d holds bytes that are no %s; leave the option out to have the encoding found"
                                .formatted(lines, encoding.charset().name()));
            }
            buffer.position(buffer.position() + length);
            chars.put('\uFFFD');
            replaced++;
        }

        private void drain() throws IOException {
            chars.flip();
            int length = chars.length();
            for (int i = 0; i < length; i++) {
                if (chars.get(i) == '\n') {
                    lines++;
                }
            }
            out.write(chars.toString().getBytes(StandardCharsets.UTF_8));
            chars.clear();
        }
    }
}
