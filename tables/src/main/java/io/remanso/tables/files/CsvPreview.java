package io.remanso.tables.files;

import io.remanso.tables.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delimited text looks like before it is imported. */
final class CsvPreview {

    private final Path file;
    private final Head head;
    private final Layout layout;
    private final ImportOptions options;
    private final ImportMonitor monitor;

    CsvPreview(Path file, Head head, Layout layout, ImportOptions options, ImportMonitor monitor) {
        this.file = file;
        this.head = head;
        this.layout = layout;
        this.options = options;
        this.monitor = monitor;
    }

    Preview.Sheet sheet(String title) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < layout.columns(); i++) {
            columns.add(
                    new Column(
                            "c" + i,
                            layout.names().get(i),
                            layout.guesses().get(i).best().dtype()));
        }
        boolean counted = head.complete() && layout.rows().size() < LayoutGuess.MOST_RECORDS / 2;
        return new Preview.Sheet(
                title,
                counted ? layout.rows().size() : estimate(),
                !counted,
                columns,
                layout.rows().stream().limit(Preview.Sheet.MAX_ROWS).map(this::cells).toList(),
                layout.warnings(),
                UsedOptions.of(options, head.encoding().charset(), layout));
    }

    /** Rows of the whole file, by its records or, where bytes do not tell records, its length. */
    private long estimate() throws IOException {
        if (head.encoding().charset().newEncoder().maxBytesPerChar() > 2
                && !head.encoding().charset().equals(StandardCharsets.UTF_8)) {
            return layout.rows().size() * Files.size(file) / head.bytes();
        }
        Survey survey = Survey.of(file, layout.dialect().quote(), monitor);
        return Math.max(0, survey.records() - layout.headerRecords());
    }

    private List<@Nullable String> cells(@Nullable String[] fields) {
        return Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(fields, layout.columns())));
    }
}
