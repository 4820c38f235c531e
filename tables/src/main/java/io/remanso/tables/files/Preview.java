package io.remanso.tables.files;

import io.remanso.tables.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file looks like before it is imported. */
public record Preview(FileFormat format, List<Sheet> sheets) {

    public Preview {
        sheets = List.copyOf(sheets);
    }

    /**
     * One table of the file; delimited text has just one.
     *
     * @param name the name of the sheet; for delimited text the name of the file without its
     *     extension
     * @param rows how many rows it has
     * @param rowsEstimated whether {@code rows} is reckoned from the length of the file
     * @param columns what an import would make of it, as far as the looked at rows tell
     * @param firstRows the first rows, at most {@value #MAX_ROWS}, with a text or null per column
     * @param warnings what is worth knowing before the import, as sentences
     * @param importOptions how the sheet would be read
     */
    public record Sheet(
            String name,
            long rows,
            boolean rowsEstimated,
            List<Column> columns,
            List<List<@Nullable String>> firstRows,
            List<String> warnings,
            ImportOptions importOptions) {

        /** The most rows that a preview shows. */
        public static final int MAX_ROWS = 20;

        public Sheet {
            columns = List.copyOf(columns);
            firstRows = List.copyOf(firstRows);
            warnings = List.copyOf(warnings);
        }
    }
}
