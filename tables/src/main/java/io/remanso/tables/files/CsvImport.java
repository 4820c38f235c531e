package io.remanso.tables.files;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.TableEngine;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.files.Encodings.Encoding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One import of a delimited text.
 *
 * <p>A text that is plain RFC 4180 is read where it lies. Its records are counted beforehand, so
 * that none can be lost unseen: when the engine finds another number of rows, or refuses the text,
 * it is repaired first, record by record.
 */
final class CsvImport {

    private final TableEngine engine;
    private final Path file;
    private final Head head;
    private final Layout layout;
    private final ImportOptions options;
    private final ChunkSink sink;
    private final ImportMonitor monitor;
    private final List<String> warnings;
    private Charset charset;

    CsvImport(
            TableEngine engine,
            Path file,
            Head head,
            Layout layout,
            ImportOptions options,
            ChunkSink sink,
            ImportMonitor monitor) {
        this.engine = engine;
        this.file = file;
        this.head = head;
        this.layout = layout;
        this.options = options;
        this.sink = sink;
        this.monitor = monitor;
        this.warnings = new ArrayList<>(layout.warnings());
        this.charset = head.encoding().charset();
    }

    Imported run() throws IOException {
        try (StagedText text = stage()) {
            Survey survey = survey(text);
            if (survey.invalid() > 0) {
                try (StagedText decoded = decodeAgain(survey)) {
                    return read(decoded, survey(decoded));
                }
            }
            return read(text, survey);
        }
    }

    private Survey survey(StagedText text) throws IOException {
        Survey survey = Survey.of(text.path(), layout.dialect().quote(), monitor);
        if (survey.zeros() > 0) {
            throw new UnreadableFileException(
                    "A text has no zero bytes, this file has %,d; is it delimited text, or is its encoding another than %s?"
                            .formatted(survey.zeros(), charset.name()));
        }
        return survey;
    }

    private StagedText stage() throws IOException {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return StagedText.of(file, layout.skippedBytes(), scratch());
        }
        return decoded(head.encoding());
    }

    private Path scratch() {
        return engine.settings().scratch();
    }

    private StagedText decoded(Encoding encoding) throws IOException {
        long from = Math.max(layout.skippedBytes(), encoding.mark());
        StagedText text = StagedText.decoded(file, from, encoding, scratch(), monitor);
        if (text.replaced() > 0) {
            warnings.add(
                    "%s no %s and was read as U+FFFD"
                            .formatted(
                                    text.replaced() == 1
                                            ? "1 place is"
                                            : "%,d places are".formatted(text.replaced()),
                                    encoding.charset().name()));
        }
        return text;
    }

    /** A text that began as UTF-8 and is not: damaged UTF-8, or another encoding. */
    private StagedText decodeAgain(Survey survey) throws IOException {
        boolean damaged = survey.multibyte() > survey.invalid() || head.encoding().given();
        if (!damaged) {
            long at = layout.skippedBytes() + survey.invalidAt();
            charset = Encodings.narrow(Bytes.around(file, at));
        }
        boolean given = options.encoding() != null;
        return decoded(new Encoding(charset, head.encoding().mark(), given));
    }

    private Imported read(StagedText text, Survey survey) throws IOException {
        List<ColumnRead> columns = columns();
        if (isPlain(survey)) {
            CsvScan scan =
                    scan(
                            text.path(),
                            layout.dialect(),
                            survey.lineEnd(),
                            layout.headerRecords() == 1,
                            survey.longest());
            long records = survey.records() - layout.headerRecords();
            CsvRead read = reader(scan, columns, survey.bytes() / Math.max(1, survey.records()));
            try {
                read.run();
                if (read.rows() == records || layout.columns() == 1) {
                    return imported(read, columns, 0, List.of());
                }
            } catch (SQLException | IOException e) {
                monitor.check();
            } catch (RefusedValueException e) {
                throw refusal(e, text.path());
            }
            columns = columns();
        }
        return repaired(text, columns);
    }

    private boolean isPlain(Survey survey) {
        return layout.dialect().doublesQuotes()
                && layout.dialect().delimiter().length() == 1
                && layout.dialect().delimiter().charAt(0) < 128
                && layout.headerRecords() <= 1
                && !survey.lineEnd().isEmpty()
                && !survey.endsQuoted()
                && survey.longest() < Lines.MAX_LENGTH;
    }

    private List<ColumnRead> columns() {
        List<ColumnRead> columns = new ArrayList<>();
        for (int i = 0; i < layout.columns(); i++) {
            columns.add(new ColumnRead(i, layout.guesses().get(i).copy()));
        }
        return columns;
    }

    private CsvScan scan(Path path, Dialect dialect, String lineEnd, boolean header, long longest) {
        List<String> nulls = new ArrayList<>();
        if (options.nullValues() != null) {
            nulls.addAll(options.nullValues());
        }
        if (layout.emptyIsNull()) {
            nulls.add("");
        }
        return new CsvScan(path, dialect, lineEnd, header, layout.columns(), longest, nulls);
    }

    private CsvRead reader(CsvScan scan, List<ColumnRead> columns, long averageBytes) {
        return new CsvRead(engine, scan, columns, averageBytes, sink, monitor);
    }

    private Imported repaired(StagedText text, List<ColumnRead> columns) throws IOException {
        Repair repair = new Repair(layout, monitor);
        try (StagedText plain = new StagedText(StagedText.fresh(scratch()), 0)) {
            long records = repair.run(text.path(), plain.path());
            long bytes = Files.size(plain.path());
            CsvScan scan = scan(plain.path(), Dialect.RFC_4180, "\n", false, repair.longest());
            CsvRead read = reader(scan, columns, bytes / Math.max(1, records));
            read.run();
            if (read.rows() != records) {
                throw new IllegalStateException(
                        "A repaired text has as many rows as records, got %d and %d"
                                .formatted(read.rows(), records));
            }
            warnings.addAll(repair.warnings());
            return imported(read, columns, repair.rejectedCount(), repair.rejected());
        } catch (SQLException e) {
            monitor.check();
            throw new IllegalStateException("A repaired text can be read", e);
        } catch (RefusedValueException e) {
            throw refusal(e, text.path());
        }
    }

    private RuntimeException refusal(RefusedValueException e, Path path) throws IOException {
        long line = new Repair(layout, monitor).line(path, e.row());
        return e.refusal(layout.names().get(e.column().position()), line);
    }

    private Imported imported(
            CsvRead read, List<ColumnRead> columns, long rejectedCount, List<Rejected> rejected) {
        List<Column> schema = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        for (ColumnRead column : columns) {
            Column made =
                    new Column(
                            "c" + column.position(),
                            layout.names().get(column.position()),
                            column.type().dtype());
            schema.add(made);
            chunks.put(made.id(), column.chunks());
            warn(made, column.guess());
        }
        Manifest manifest =
                new Manifest(
                        new Schema(schema),
                        read.slices(),
                        chunks,
                        Map.of(),
                        read.rows(),
                        columns.size());
        return new Imported(
                manifest,
                new ImportReport(
                        read.rows() + rejectedCount,
                        read.rows(),
                        rejectedCount,
                        rejected,
                        warnings,
                        UsedOptions.of(
                                options,
                                charset,
                                layout,
                                columns.stream().map(ColumnRead::type).toList())));
    }

    private void warn(Column column, TypeGuess guess) {
        if (guess.isAmbiguous()) {
            warnings.add(
                    "Column '%s' holds dates whose days and months cannot be told apart, so it is text; option 'types' overrides this"
                            .formatted(column.name()));
        }
        if (!guess.missingSeen().isEmpty() && !guess.best().isString()) {
            warnings.add(
                    "Column '%s' is %s; its fields %s are null"
                            .formatted(
                                    column.name(),
                                    column.dtype().name(),
                                    Names.some(List.copyOf(guess.missingSeen()))));
        }
    }
}
