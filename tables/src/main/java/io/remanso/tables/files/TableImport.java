package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

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
        try {
            monitor.check();
            FileFormat format = FileFormat.of(file, filename);
            FormatOptions.check(format, options);
            return switch (format) {
                case CSV -> {
                    Head head = Head.read(file, options.encoding());
                    Layout layout = Layout.of(head, options);
                    yield new CsvImport(engine, file, head, layout, options, sink, monitor).run();
                }
                case JSON ->
                        new CellFile(engine, new JsonRecords(file), options, monitor).read(sink);
                case XLSX -> new Workbooks(engine, file, options, monitor).read(sink);
                case PARQUET, ARROW -> new TypedFile(engine, file, format, monitor).read(sink);
                case XLS, ODS, PDF, MARKUP, COMPRESSED, BINARY -> throw format.refusal();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be read", e);
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
        try {
            monitor.check();
            FileFormat format = FileFormat.of(file, filename);
            FormatOptions.check(format, options);
            String title = Names.title(filename);
            return switch (format) {
                case CSV -> {
                    Head head = Head.read(file, options.encoding());
                    Layout layout = Layout.of(head, options);
                    yield new Preview(
                            format,
                            List.of(
                                    new CsvPreview(file, head, layout, options, monitor)
                                            .sheet(title)));
                }
                case JSON -> {
                    CellFile cells = new CellFile(engine, new JsonRecords(file), options, monitor);
                    yield new Preview(format, List.of(cells.preview(title)));
                }
                case XLSX ->
                        new Preview(
                                format, new Workbooks(engine, file, options, monitor).preview());
                case PARQUET, ARROW ->
                        new Preview(
                                format,
                                List.of(
                                        new TypedFile(engine, file, format, monitor)
                                                .preview(title)));
                case XLS, ODS, PDF, MARKUP, COMPRESSED, BINARY -> throw format.refusal();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be read", e);
        }
    }
}
