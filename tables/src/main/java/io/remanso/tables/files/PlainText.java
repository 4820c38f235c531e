package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes typed cells as RFC 4180 in UTF-8: a null is an empty field, a text stands in quotes, and
 * {@code 0} ends each record. Not thread-safe.
 */
final class PlainText implements AutoCloseable {

    private final Writer out;
    private final @Nullable String[] fields;
    private long records;

    PlainText(Path path, int columns) throws IOException {
        this.out =
                new BufferedWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), 1 << 16);
        this.fields = new @Nullable String[columns];
    }

    /** A value as text that reads as the same value again. */
    static String text(Object value) {
        return switch (value) {
            case BigDecimal number when Math.abs((long) number.scale()) > 400 -> number.toString();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    void cell(int column, Object value) {
        fields[column] =
                value instanceof String text ? '"' + text.replace("\"", "\"\"") + '"' : text(value);
    }

    void end() throws IOException {
        records++;
        for (String field : fields) {
            if (field != null) {
                if (field.indexOf('\0') >= 0) {
                    throw new UnreadableFileException(
                            "A text has no zero characters, record %,d has; replace them in the file"
                                    .formatted(records));
                }
                out.write(field);
            }
            out.write(',');
        }
        out.write("0\n");
        Arrays.fill(fields, null);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
