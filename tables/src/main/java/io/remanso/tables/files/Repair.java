package io.remanso.tables.files;

import io.remanso.tables.files.RecordReader.Raw;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a damaged or unusual text again as the query engine reads it best: RFC 4180 with just so
 * many fields in each record. Records that cannot be made to fit are rejected:
 *
 * <ul>
 *   <li>stray quotes belong to the field, where that gives the right number of fields
 *   <li>fields that are missing at the end are null, where those that are there fit the types of
 *       their columns
 *   <li>empty fields behind the last column are left out
 * </ul>
 */
final class Repair {

    private static final long MOST_BYTES = 3;

    private final Layout layout;
    private final ImportMonitor monitor;
    private final List<Rejected> rejected = new ArrayList<>();
    private final LineList shortened = new LineList();
    private final LineList filled = new LineList();
    private final LineList guessed = new LineList();
    private long rejectedCount;
    private long records;
    private long longest;

    Repair(Layout layout, ImportMonitor monitor) {
        this.layout = layout;
        this.monitor = monitor;
    }

    /**
     * Reads {@code in}, which begins with the header, and writes {@code out} without one.
     *
     * @return the records written
     */
    long run(Path in, Path out) throws IOException {
        try (Reader reader = Files.newBufferedReader(in);
                BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            RecordReader source = reader(reader);
            for (Raw raw = source.next(); raw != null; raw = source.next()) {
                if ((records + rejectedCount) % 10_000 == 0) {
                    monitor.check();
                }
                @Nullable String[] fields = fit(raw);
                if (fields != null) {
                    write(fields, writer);
                    records++;
                }
            }
        }
        return records;
    }

    private @Nullable String @Nullable [] fit(Raw raw) {
        @Nullable String[] fields = raw.fields();
        if (fields == null) {
            return reject(raw, "It has a quote that is neither doubled nor at an end of its field");
        }
        if (raw.strayQuotes()) {
            guessed.add(line(raw));
        }
        int columns = layout.columns();
        if (fields.length < columns) {
            if (!fitsTypes(fields)) {
                return reject(raw, counted(fields.length));
            }
            filled.add(line(raw));
        } else if (fields.length > columns) {
            for (int i = columns; i < fields.length; i++) {
                String extra = fields[i];
                if (extra != null && !extra.isBlank()) {
                    return reject(raw, counted(fields.length));
                }
            }
            shortened.add(line(raw));
        }
        return fields;
    }

    private String counted(int fields) {
        return "It has %d fields and the table has %d columns".formatted(fields, layout.columns());
    }

    private boolean fitsTypes(@Nullable String[] fields) {
        for (int i = 0; i < fields.length; i++) {
            String text = fields[i];
            if (text != null && !layout.guesses().get(i).accepts(text)) {
                return false;
            }
        }
        return true;
    }

    private long line(Raw raw) {
        return raw.line() + layout.skippedLines();
    }

    private @Nullable String @Nullable [] reject(Raw raw, String reason) {
        rejectedCount++;
        if (rejected.size() < ImportReport.MAX_REJECTED) {
            rejected.add(new Rejected(line(raw), reason, raw.text()));
        }
        return null;
    }

    private void write(@Nullable String[] fields, Writer out) throws IOException {
        long length = 1;
        for (int i = 0; i < layout.columns(); i++) {
            if (i > 0) {
                out.write(',');
                length++;
            }
            String text = i < fields.length ? fields[i] : null;
            if (text != null) {
                String escaped = text.replace("\"", "\"\"");
                out.write('"');
                out.write(escaped);
                out.write('"');
                length += 2 + MOST_BYTES * escaped.length();
            }
        }
        out.write('\n');
        longest = Math.max(longest, length);
    }

    /** No record written has more bytes. */
    long longest() {
        return longest;
    }

    /** The line of the file where the record begins that becomes this row, from 0. */
    long line(Path in, long row) throws IOException {
        try (Reader reader = Files.newBufferedReader(in)) {
            RecordReader source = reader(reader);
            long at = 0;
            Raw raw = source.next();
            while (raw != null && (fit(raw) == null || at++ < row)) {
                raw = source.next();
            }
            return raw == null ? 0 : line(raw);
        }
    }

    /** The records behind the header. */
    private RecordReader reader(Reader in) throws IOException {
        RecordReader source =
                new RecordReader(in, layout.dialect(), layout.endAtReturn(), layout.columns());
        for (int i = 0; i < layout.headerRecords(); i++) {
            source.next();
        }
        return source;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    long rejectedCount() {
        return rejectedCount;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        filled.warn(warnings, "%s fewer fields than the table has columns; the cells are null: %s");
        shortened.warn(warnings, "%s empty fields behind the last column, which were left out: %s");
        guessed.warn(warnings, "%s stray quotes, which were read as part of the field: %s");
        return warnings;
    }

    /** Lines of the file: all are counted, the first are kept. */
    private static final class LineList {

        private static final int MOST = 10;

        private final List<Long> first = new ArrayList<>();
        private long count;

        private void add(long line) {
            count++;
            if (first.size() < MOST) {
                first.add(line);
            }
        }

        private void warn(List<String> warnings, String sentence) {
            if (count > 0) {
                String lines =
                        first.stream().map(String::valueOf).collect(Collectors.joining(", "));
                warnings.add(
                        sentence.formatted(
                                count == 1 ? "1 record has" : "%,d records have".formatted(count),
                                (count == 1 ? "line " : "lines ")
                                        + lines
                                        + (count > MOST ? ", …" : "")));
            }
        }
    }
}
