package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableException;
import io.remanso.tables.TableWriter;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** A Parquet or Arrow file, whose types are kept. Every row is imported or none is. */
final class TypedFile {

    private static final int MAX_COLUMNS = 10_000;
    private static final int MIN_ROWS = 1_024;
    private static final int CELLS_PER_BATCH = 1 << 22;

    private final TableEngine engine;
    private final Path file;
    private final FileFormat format;
    private final ImportMonitor monitor;

    TypedFile(TableEngine engine, Path file, FileFormat format, ImportMonitor monitor) {
        this.engine = engine;
        this.file = file;
        this.format = format;
        this.monitor = monitor;
    }

    private TypedSource source() throws IOException {
        return format == FileFormat.PARQUET
                ? new ParquetSource(file, engine.settings().scratch())
                : new ArrowSource(file, engine.allocator());
    }

    /** The columns of the file. */
    private record Shape(List<Column> columns, List<EngineType> types) {

        List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                if (types.get(i).warning() != null) {
                    warnings.add(
                            "Column '%s' %s"
                                    .formatted(columns.get(i).name(), types.get(i).warning()));
                }
            }
            return warnings;
        }

        ImportOptions options() {
            Map<String, DType> dtypes = new LinkedHashMap<>();
            columns.forEach(column -> dtypes.put(column.name(), column.dtype()));
            return ImportOptions.DETECT.withTypes(dtypes);
        }

        String select(String from) {
            String names =
                    IntStream.range(0, types.size())
                            .mapToObj(i -> "c" + i)
                            .collect(Collectors.joining(", "));
            String values =
                    IntStream.range(0, types.size())
                            .mapToObj(i -> types.get(i).of(i))
                            .collect(Collectors.joining(", "));
            return "SELECT %s FROM %s AS t(%s)".formatted(values, from, names);
        }
    }

    private interface Work<T> {
        T run(DuckDBConnection connection, TypedSource source) throws SQLException, IOException;
    }

    Imported read(ChunkSink sink) throws IOException {
        return with((connection, source) -> {
            Shape shape = shape(connection, source);
            TableWriter writer = new TableWriter(engine, shape.columns(), 0, sink);
            long rows = 0;
            String sql = shape.select(source.open(connection));
            try (Statement statement = connection.createStatement()) {
                monitor.enter(statement);
                try (DuckDBResultSet answer = (DuckDBResultSet) statement.executeQuery(sql);
                        ArrowReader reader =
                                (ArrowReader)
                                        answer.arrowExportStream(
                                                engine.allocator(),
                                                batchRows(shape.columns().size()))) {
                    while (reader.loadNextBatch()) {
                        monitor.check();
                        writer.append(reader.getVectorSchemaRoot());
                        rows += reader.getVectorSchemaRoot().getRowCount();
                        monitor.report(rows);
                    }
                } finally {
                    monitor.leave();
                }
            }
            return new Imported(
                    writer.finish(Map.of(), shape.columns().size()),
                    new ImportReport(rows, rows, 0, List.of(), shape.warnings(), shape.options()));
        });
    }

    private static int batchRows(int columns) {
        return Math.clamp(CELLS_PER_BATCH / columns, MIN_ROWS, Slice.MAX_ROWS);
    }

    Preview.Sheet preview(String title) throws IOException {
        return with((connection, source) -> {
            Shape shape = shape(connection, source);
            long rows;
            try (Statement statement = connection.createStatement();
                    ResultSet answer =
                            statement.executeQuery(
                                    "SELECT count(*) FROM " + source.open(connection))) {
                answer.next();
                rows = answer.getLong(1);
            }
            List<List<@Nullable String>> first = new ArrayList<>();
            String texts =
                    IntStream.range(0, shape.columns().size())
                            .mapToObj("CAST(v%d AS VARCHAR)"::formatted)
                            .collect(Collectors.joining(", "));
            try (Statement statement = connection.createStatement();
                    ResultSet answer =
                            statement.executeQuery(
                                    "SELECT %s FROM (%s) LIMIT %d"
                                            .formatted(
                                                    texts,
                                                    shape.select(source.open(connection)),
                                                    Preview.Sheet.MAX_ROWS))) {
                while (answer.next()) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int i = 1; i <= shape.columns().size(); i++) {
                        row.add(answer.getString(i));
                    }
                    first.add(row);
                }
            }
            return new Preview.Sheet(
                    title, rows, false, shape.columns(), first, shape.warnings(), shape.options());
        });
    }

    private Shape shape(DuckDBConnection connection, TypedSource source)
            throws SQLException, IOException {
        List<Column> columns = new ArrayList<>();
        List<EngineType> types = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(
                                "DESCRIBE SELECT * FROM " + source.open(connection))) {
            while (answer.next()) {
                String name = names.next(answer.getString("column_name"));
                EngineType type = EngineType.of(name, answer.getString("column_type"));
                columns.add(new Column("c" + columns.size(), name, type.dtype()));
                types.add(type);
            }
        }
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new UnreadableFileException(
                    "A table has 1 to %,d columns, this file has %,d"
                            .formatted(MAX_COLUMNS, columns.size()));
        }
        return new Shape(columns, types);
    }

    private <T> T with(Work<T> work) throws IOException {
        try (TypedSource source = source();
                DuckDBConnection connection = engine.connect()) {
            return work.run(connection, source);
        } catch (TableException | java.util.concurrent.CancellationException e) {
            throw e;
        } catch (SQLException | IOException | RuntimeException e) {
            monitor.check();
            throw new UnreadableFileException(
                    "A file must be whole to be imported; this one, %s, is damaged or holds what is not read; write it anew, or save it as CSV"
                            .formatted(format.description()),
                    e);
        }
    }
}
