package io.remanso.tables.files;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a table as Parquet with zstd. The query engine makes the file in the scratch folder, from
 * where it is copied out and deleted.
 */
final class ParquetWriter {

    private final OutputStream out;

    ParquetWriter(OutputStream out) {
        this.out = out;
    }

    void write(Table table) throws IOException {
        List<Column> columns = table.schema().columns();
        if (columns.isEmpty()) {
            throw new InvalidParameterException(
                    "A Parquet file has at least one column, this table has none; add a column or export it as csv");
        }
        Path file =
                table.engine()
                        .settings()
                        .scratch()
                        .toAbsolutePath()
                        .resolve("export-" + UUID.randomUUID() + ".parquet");
        try (TableScan scan = TableScan.open(table)) {
            scan.register("rows", columns);
            copy(scan, sql(columns, file));
            Files.copy(file, out);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String sql(List<Column> columns, Path file) {
        String names =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "c%d AS %s".formatted(i, quoted(columns.get(i).name())))
                        .collect(Collectors.joining(", "));
        return "COPY (SELECT %s FROM rows) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                .formatted(names, file.toString().replace("'", "''"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void copy(TableScan scan, String sql) {
        try (Statement statement = scan.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw scan.failed(e);
        }
    }
}
