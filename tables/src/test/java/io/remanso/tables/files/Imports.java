package io.remanso.tables.files;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Imports texts and looks at the tables they make. */
final class Imports {

    private final Tables tables;

    Imports(Tables tables) {
        this.tables = tables;
    }

    /** A table and the report of its import. */
    record Read(Table table, ImportReport report) {

        Map<String, String> dtypes() {
            Map<String, String> dtypes = new LinkedHashMap<>();
            for (Column column : table.schema().columns()) {
                dtypes.put(column.name(), column.dtype().name());
            }
            return dtypes;
        }

        List<@Nullable Object> column(String name) {
            int at = table.schema().names().indexOf(name);
            List<@Nullable Object> values = new ArrayList<>();
            rows().forEach(row -> values.add(row.get(at)));
            return values;
        }

        List<List<@Nullable Object>> rows() {
            return Imports.rows(table);
        }

        String warnings() {
            return String.join("\n", report.warnings());
        }
    }

    Read text(String text) {
        return text(text, ImportOptions.DETECT);
    }

    Read text(String text, ImportOptions options) {
        return bytes(text.getBytes(StandardCharsets.UTF_8), options);
    }

    Read text(String text, Charset charset) {
        return bytes(text.getBytes(charset), ImportOptions.DETECT);
    }

    Read bytes(byte[] bytes, ImportOptions options) {
        try {
            Path file = Files.createTempFile("table", ".csv");
            try {
                Files.write(file, bytes);
                return file(file, options, new ImportMonitor());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Read file(Path file, ImportOptions options, ImportMonitor monitor) {
        Imported imported =
                new TableImport(tables.engine())
                        .importFile(
                                file,
                                String.valueOf(file.getFileName()),
                                options,
                                tables.chunks(),
                                monitor);
        return new Read(table(imported.manifest()), imported.report());
    }

    Table table(Manifest manifest) {
        return tables.table(manifest);
    }

    /** All rows, each value as {@link Cells} has it. */
    static List<List<@Nullable Object>> rows(Table table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Column> columns = table.schema().columns();
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            try (VectorSchemaRoot root = table.slice(slice, columns)) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    @Nullable Object[] values = new Object[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Cells.of(root.getVector(i), columns.get(i).dtype()).get(row);
                    }
                    rows.add(Arrays.asList(values));
                }
            }
        }
        return rows;
    }

    static byte[] export(Table table, ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TableExport.write(table, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The options of form fields, given as name and value in turn. */
    static ImportOptions options(String... fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        return ImportOptions.ofFields(map);
    }
}
