package io.remanso.tables.files;

import io.remanso.tables.files.Lines.Line;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a text that may be damaged. What cannot be read costs its own first line and
 * never the lines behind it: a quote that is not closed is given up, and reading goes on with the
 * next line. Not thread-safe.
 */
final class RecordReader {

    /** How far behind an open quote its end is looked for, in characters. */
    private static final int REACH = 1 << 20;

    private final Lines lines;
    private final Dialect dialect;
    private final FieldParser parser;
    private final int columns;

    /**
     * @param columns how many fields a record should have, 0 when that is not known yet
     */
    RecordReader(Reader in, Dialect dialect, boolean endAtReturn, int columns) {
        this.lines = new Lines(in, endAtReturn);
        this.dialect = dialect;
        this.parser = new FieldParser(dialect);
        this.columns = columns;
    }

    /**
     * A record.
     *
     * @param line where it begins, from 1
     * @param text as it stands in the file
     * @param fields its fields, null when it cannot be taken apart
     * @param strayQuotes whether its quotes had to be guessed
     */
    record Raw(long line, String text, @Nullable String @Nullable [] fields, boolean strayQuotes) {}

    /** Leaves out lines, whatever is in them. */
    void skipLines(long count) throws IOException {
        for (long i = 0; i < count && lines.next() != null; i++) {}
    }

    /** The next record that is not blank, or null behind the last one. */
    @Nullable Raw next() throws IOException {
        Line line = lines.next();
        while (line != null && line.text().isBlank() && columns != 1) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        if (line.text().isBlank()) {
            return new Raw(line.number(), line.text(), new @Nullable String[] {null}, false);
        }
        return isOpen(line.text()) ? open(line) : whole(line);
    }

    private Raw whole(Line line) {
        @Nullable String[] fields = parser.strictly(line.text());
        return fields != null ? new Raw(line.number(), line.text(), fields, false) : guessed(line);
    }

    private Raw guessed(Line line) {
        @Nullable String[] fields = parser.strictly(line.text());
        if (columns == 0) {
            fields = fields == null ? parser.loosely(line.text()) : fields;
        } else if (fields == null || fields.length != columns) {
            fields = parser.leniently(line.text(), columns);
        }
        return new Raw(line.number(), line.text(), fields, fields != null);
    }

    /** A record whose first line has a quote that it does not close. */
    private Raw open(Line first) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        String end = first.end();
        List<Line> more = new ArrayList<>();
        while (text.length() < REACH) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            text.append(end).append(next.text());
            end = next.end();
            if (isOpen(next.text())) {
                String record = text.toString();
                @Nullable String[] fields = parser.strictly(record);
                if (fields != null
                        && (columns == 0 || fields.length <= columns)
                        && lineEnds(fields) == lineEnds(record)) {
                    return new Raw(first.number(), record, fields, false);
                }
                break;
            }
        }
        lines.putBack(more);
        return guessed(first);
    }

    private static long lineEnds(@Nullable String... texts) {
        long count = 0;
        for (String text : texts) {
            count += text == null ? 0 : text.chars().filter(c -> c == '\n' || c == '\r').count();
        }
        return count;
    }

    /** Whether the line has an odd number of quotes that are no part of a field. */
    private boolean isOpen(String text) {
        if (dialect.quote() == 0) {
            return false;
        }
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == dialect.escape() && !dialect.doublesQuotes()) {
                i++;
            } else if (c == dialect.quote()) {
                open = !open;
            }
        }
        return open;
    }
}
