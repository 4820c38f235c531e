package io.remanso.tables.files;

import io.remanso.tables.Column;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes a table as RFC 4180 in UTF-8, with a header, commas, CR LF, and quotes only where they are
 * needed. A null is an empty field and an empty string {@code ""}; numbers are written as {@link
 * TextCells} does.
 */
final class CsvWriter {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final ByteSink out;

    CsvWriter(OutputStream out) {
        this.out = new ByteSink(out);
    }

    void write(Table table) throws IOException {
        List<Column> columns = table.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            field(columns.get(i).name().getBytes(StandardCharsets.UTF_8));
        }
        out.write(LINE_END);
        SliceReader slices = table.read(columns);
        while (slices.hasNext()) {
            try (VectorSchemaRoot root = slices.next()) {
                rows(root, columns);
            }
        }
        out.flush();
    }

    private void rows(VectorSchemaRoot root, List<Column> columns) throws IOException {
        List<TextCells> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(TextCells.of(root.getVector(i), columns.get(i).dtype()));
        }
        for (int row = 0; row < root.getRowCount(); row++) {
            for (int i = 0; i < cells.size(); i++) {
                separate(i);
                byte[] text = cells.get(i).get(row);
                if (text != null) {
                    field(text);
                }
            }
            out.write(LINE_END);
        }
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            out.write((byte) ',');
        }
    }

    private void field(byte[] text) throws IOException {
        if (!needsQuotes(text)) {
            out.write(text);
            return;
        }
        out.write((byte) '"');
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '"') {
                out.write(text, from, i + 1 - from);
                from = i;
            }
        }
        out.write(text, from, text.length - from);
        out.write((byte) '"');
    }

    private static boolean needsQuotes(byte[] text) {
        if (text.length == 0 || text[0] == ' ' || text[text.length - 1] == ' ') {
            return true;
        }
        for (byte b : text) {
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }
}
