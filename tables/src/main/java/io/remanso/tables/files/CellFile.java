package io.remanso.tables.files;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.TableEngine;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.files.Encodings.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of typed cells whose columns have no types: a sheet or JSON. It is read twice: once to
 * find the names and types, once to write it as the plain text that the query engine reads fastest.
 */
final class CellFile {

    private static final int MAX_COLUMNS = 10_000;

    private final TableEngine engine;
    private final CellRecords records;
    private final ImportOptions options;
    private final ImportMonitor monitor;
    private final List<CellKinds> kinds = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<List<@Nullable String>> firstRows = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long rows;
    private long rejectedCount;

    CellFile(
            TableEngine engine, CellRecords records, ImportOptions options, ImportMonitor monitor) {
        this.engine = engine;
        this.records = records;
        this.options = options;
        this.monitor = monitor;
    }

    /** Whether a text is a null that the user names. */
    private boolean isNull(Object value) {
        return options.nullValues() != null
                && value instanceof String text
                && options.nullValues().contains(text);
    }

    /** The first reading: counts rows, finds types, keeps the first rows. */
    private final class Look implements CellRecords.Sink {

        private List<@Nullable String> row = new ArrayList<>();

        @Override
        public void cell(int column, Object value) {
            if (column >= MAX_COLUMNS) {
                throw new UnreadableFileException(
                        "A table has at most %,d columns, this file has more"
                                .formatted(MAX_COLUMNS));
            }
            while (kinds.size() <= column) {
                kinds.add(new CellKinds());
            }
            if (!isNull(value)) {
                kinds.get(column).see(value);
                if (firstRows.size() < Preview.Sheet.MAX_ROWS) {
                    while (row.size() <= column) {
                        row.add(null);
                    }
                    row.set(column, PlainText.text(value));
                }
            }
        }

        @Override
        public void end() {
            rows++;
            monitor.check();
            if (firstRows.size() < Preview.Sheet.MAX_ROWS) {
                firstRows.add(row);
                row = new ArrayList<>();
            }
        }

        @Override
        public void reject(Rejected one) {
            rejectedCount++;
            if (rejected.size() < ImportReport.MAX_REJECTED) {
                rejected.add(one);
            }
        }
    }

    private List<Column> look() throws IOException {
        records.read(new Look());
        int width = records.columns();
        if (width == 0) {
            throw new UnreadableFileException(
                    "A table has at least one column, this file has none; check that the right one was sent");
        }
        while (kinds.size() < width) {
            kinds.add(new CellKinds());
        }
        UniqueNames unique = new UniqueNames();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String name = unique.next(records.name(i));
            DType asked =
                    options.types().getOrDefault(name, options.types().get(ImportOptions.OTHERS));
            columns.add(new Column("c" + i, name, asked == null ? kinds.get(i).dtype() : asked));
            if (asked == null) {
                warn(name, kinds.get(i));
            }
        }
        warnings.addAll(0, unique.warnings());
        checkTypes(columns.stream().map(Column::name).toList());
        return columns;
    }

    private void checkTypes(List<String> names) {
        Set<String> unknown = new HashSet<>(options.types().keySet());
        names.forEach(unknown::remove);
        unknown.remove(ImportOptions.OTHERS);
        if (!unknown.isEmpty()) {
            throw new InvalidParameterException(
                    "Option 'types' names columns of the file, which has no '%s'; it has %s"
                            .formatted(unknown.iterator().next(), Names.some(names)));
        }
    }

    private void warn(String name, CellKinds kind) {
        if (kind.isMixed()) {
            warnings.add(
                    "Column '%s' holds values of several kinds, so it is text".formatted(name));
        } else if (kind.isUnheld()) {
            warnings.add(
                    "Column '%s' holds numbers that no type of numbers holds exactly, so it is text"
                            .formatted(name));
        } else if (!kind.missing().isEmpty() && !kind.dtype().equals(DType.STRING)) {
            warnings.add(
                    "Column '%s' is %s; its cells %s are null"
                            .formatted(
                                    name,
                                    kind.dtype().name(),
                                    Names.some(List.copyOf(kind.missing()))));
        }
    }

    Preview.Sheet preview(String title) throws IOException {
        List<Column> columns = look();
        List<List<@Nullable String>> shown = new ArrayList<>();
        for (List<@Nullable String> row : firstRows) {
            while (row.size() < columns.size()) {
                row.add(null);
            }
            shown.add(Collections.unmodifiableList(row));
        }
        return new Preview.Sheet(title, rows, false, columns, shown, warnings, used(columns));
    }

    Imported read(ChunkSink sink) throws IOException {
        List<Column> columns = look();
        try (StagedText text = new StagedText(StagedText.fresh(engine.settings().scratch()), 0)) {
            write(text.path(), columns);
            Imported imported =
                    new CsvImport(
                                    engine,
                                    text.path(),
                                    new Head(
                                            new Encoding(StandardCharsets.UTF_8, 0, true),
                                            "",
                                            true,
                                            0),
                                    layout(columns),
                                    ImportOptions.DETECT,
                                    sink,
                                    monitor)
                            .run();
            if (imported.report().rowsImported() != rows) {
                throw new IllegalStateException(
                        "A written text has as many rows as records, got %d and %d"
                                .formatted(imported.report().rowsImported(), rows));
            }
            return new Imported(
                    without(imported.manifest(), columns),
                    new ImportReport(
                            rows + rejectedCount,
                            rows,
                            rejectedCount,
                            rejected,
                            warnings,
                            used(columns)));
        }
    }

    private void write(Path path, List<Column> columns) throws IOException {
        try (PlainText text = new PlainText(path, columns.size())) {
            records.read(
                    new CellRecords.Sink() {
                        @Override
                        public void cell(int column, Object value) {
                            boolean missing =
                                    value instanceof String string
                                            && !columns.get(column).dtype().equals(DType.STRING)
                                            && !options.types()
                                                    .containsKey(columns.get(column).name())
                                            && TypeGuess.MISSING.contains(string.strip());
                            if (!missing && !isNull(value)) {
                                boolean moment =
                                        columns.get(column).dtype().equals(DType.TIMESTAMP);
                                text.cell(column, moment ? midnight(value) : value);
                            }
                        }

                        @Override
                        public void end() throws IOException {
                            monitor.check();
                            text.end();
                        }

                        @Override
                        public void reject(Rejected one) {}
                    });
        }
    }

    /** A day among timestamps is its beginning. */
    private static Object midnight(Object value) {
        return switch (value) {
            case LocalDate date -> date.atStartOfDay();
            case String text when TimeTypes.ISO_DATE.accepts(text) -> text + "T00:00:00";
            default -> value;
        };
    }

    /** The text has one column more, so that no record of nulls is an empty line. */
    private static Layout layout(List<Column> columns) {
        List<String> names = new ArrayList<>();
        List<TypeGuess> guesses = new ArrayList<>();
        for (Column column : columns) {
            names.add(column.name());
            guesses.add(TypeGuess.asked(TextTypes.asked(column.dtype(), "."), Set.of()));
        }
        names.add(spare(names));
        guesses.add(TypeGuess.asked(TextTypes.asked(DType.BOOL, "."), Set.of()));
        return new Layout(
                Dialect.RFC_4180, false, 0, 0, 0, names, guesses, List.of(), false, List.of());
    }

    /** A name that no column has. */
    private static String spare(List<String> names) {
        String name = "end";
        while (names.contains(name)) {
            name += "_";
        }
        return name;
    }

    private static Manifest without(Manifest manifest, List<Column> columns) {
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        columns.forEach(column -> chunks.put(column.id(), manifest.chunksOf(column)));
        return new Manifest(
                new Schema(columns),
                manifest.slices(),
                chunks,
                Map.of(),
                manifest.nextRowId(),
                columns.size());
    }

    private ImportOptions used(List<Column> columns) {
        Map<String, DType> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name(), column.dtype()));
        return new ImportOptions(
                options.sheet(),
                null,
                null,
                null,
                Map.of(),
                options.header(),
                options.skipRows(),
                options.nullValues(),
                types);
    }
}
