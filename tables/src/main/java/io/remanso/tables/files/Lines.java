package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, one after the other; lines that were read can be put back. A line ends with
 * LF or CR LF, or with CR alone where the text has no LF. Not thread-safe.
 */
final class Lines {

    /** The most characters of a line. */
    static final int MAX_LENGTH = 1 << 24;

    private static final int BUFFER = 1 << 16;

    private final Reader in;
    private final boolean endAtReturn;
    private final Deque<Line> back = new ArrayDeque<>();
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int limit;
    private long number;

    /**
     * @param endAtReturn whether CR alone ends a line
     */
    Lines(Reader in, boolean endAtReturn) {
        this.in = in;
        this.endAtReturn = endAtReturn;
    }

    /**
     * A line.
     *
     * @param number its place in the text, from 1
     * @param end the characters that end it, empty at the end of the text
     */
    record Line(long number, String text, String end) {}

    /**
     * The next line, or null behind the last one.
     *
     * @throws UnreadableFileException when it has more than {@link #MAX_LENGTH} characters
     */
    @Nullable Line next() throws IOException {
        Line first = back.pollFirst();
        return first != null ? first : read();
    }

    /** Makes these lines, in their order, the next ones. */
    void putBack(List<Line> lines) {
        lines.reversed().forEach(back::addFirst);
    }

    private @Nullable Line read() throws IOException {
        StringBuilder text = new StringBuilder();
        while (position < limit || fill()) {
            int end = position;
            while (end < limit && !ends(buffer[end])) {
                end++;
            }
            text.append(buffer, position, end - position);
            position = end;
            if (text.length() > MAX_LENGTH) {
                throw tooLong(number + 1);
            }
            if (position < limit) {
                position++;
                return line(text, buffer[end]);
            }
        }
        return text.isEmpty() ? null : new Line(++number, text.toString(), "");
    }

    static UnreadableFileException tooLong(long line) {
        return new UnreadableFileException(
                "A line of a table may have at most %,d characters, line %d has more; is the file a table?"
                        .formatted(MAX_LENGTH, line));
    }

    private boolean ends(char c) {
        return c == '\n' || (endAtReturn && c == '\r');
    }

    /** CRs before the LF belong to the end of the line. */
    private Line line(StringBuilder text, char end) {
        int length = text.length();
        while (length > 0 && end == '\n' && text.charAt(length - 1) == '\r') {
            length--;
        }
        String returns = text.substring(length);
        return new Line(++number, text.substring(0, length), returns + end);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
