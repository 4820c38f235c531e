package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.TableWriter;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * Turns files into tables. Files of any size are read slice by slice. Thread-safe; the file must
 * not change meanwhile.
 */
public final class TableImport {

    private final TableEngine engine;

    public TableImport(TableEngine engine) {
        this.engine = engine;
    }

    /**
     * Reads a file into a new table.
     *
     * @param file where the bytes are
     * @param filename what the user calls it; only its end matters
     * @param sink where the chunks are staged
     * @param monitor watches the import and may cancel it
     * @throws UnreadableFileException when the file is no table in a format that is imported
     * @throws InvalidParameterException when an option does not fit the file
     * @throws TableTooLargeException as soon as the table grows over the limit
     * @throws java.util.concurrent.CancellationException when the monitor was told to cancel
     */
    public Imported importFile(
            Path file,
            String filename,
            ImportOptions options,
            ChunkSink sink,
            ImportMonitor monitor) {
        try (StagedFile staged = StagedFile.of(file, engine.settings().scratch());
                DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            String scan =
                    "SELECT * FROM read_csv('%s', all_varchar = true)"
                            .formatted(staged.path().toString().replace("'", "''"));
            monitor.enter(statement);
            try (ResultSet rows = statement.executeQuery(scan)) {
                List<Column> columns = new ArrayList<>();
                for (int i = 0; i < rows.getMetaData().getColumnCount(); i++) {
                    String name = rows.getMetaData().getColumnName(i + 1);
                    columns.add(new Column("c" + i, name, DType.STRING));
                }
                TableWriter writer = new TableWriter(engine, columns, 0, sink);
                try (ArrowReader batches =
                        (ArrowReader)
                                ((DuckDBResultSet) rows)
                                        .arrowExportStream(engine.allocator(), Slice.MAX_ROWS)) {
                    while (batches.loadNextBatch()) {
                        monitor.check();
                        writer.append(batches.getVectorSchemaRoot());
                    }
                }
                Manifest manifest = writer.finish(Map.of(), columns.size());
                return new Imported(
                        manifest,
                        new ImportReport(
                                manifest.rows(),
                                manifest.rows(),
                                0,
                                List.of(),
                                List.of(),
                                options));
            } finally {
                monitor.leave();
            }
        } catch (SQLException e) {
            throw new UnreadableFileException("The file is no delimited text", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be staged", e);
        }
    }

    /**
     * Looks at a file without importing it.
     *
     * @throws UnreadableFileException when the file is no table in a format that is imported
     * @throws InvalidParameterException when an option does not fit the file
     */
    public Preview preview(
            Path file, String filename, ImportOptions options, ImportMonitor monitor) {
        monitor.check();
        return new Preview(
                FileFormat.CSV,
                List.of(
                        new Preview.Sheet(
                                filename, 0, true, List.of(), List.of(), List.of(), options)));
    }
}
