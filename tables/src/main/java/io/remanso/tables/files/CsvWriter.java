package io.remanso.tables.files;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Writes a table as RFC 4180 in UTF-8. */
final class CsvWriter {

    private final OutputStream out;

    CsvWriter(OutputStream out) {
        this.out = out;
    }

    void write(Table table) throws IOException {
        List<Column> columns = table.schema().columns();
        StringBuilder line = new StringBuilder();
        for (Column column : columns) {
            separate(line, line.isEmpty());
            field(line, column.name());
        }
        end(line);
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            try (VectorSchemaRoot root = table.slice(slice, columns)) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    for (int i = 0; i < columns.size(); i++) {
                        separate(line, i == 0);
                        FieldVector vector = root.getVector(i);
                        if (!vector.isNull(row)) {
                            field(line, vector.getObject(row).toString());
                        }
                    }
                    end(line);
                }
            }
        }
    }

    private static void separate(StringBuilder line, boolean first) {
        if (!first) {
            line.append(',');
        }
    }

    private static void field(StringBuilder line, String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }

    private void end(StringBuilder line) throws IOException {
        line.append("\r\n");
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }
}
