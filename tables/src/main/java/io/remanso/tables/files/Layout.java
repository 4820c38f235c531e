package io.remanso.tables.files;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text is laid out as a table, as far as its head tells.
 *
 * @param dialect how records are written
 * @param endAtReturn whether CR alone ends a line
 * @param skippedLines lines before the header or the first record
 * @param skippedBytes the bytes of the file before them
 * @param headerRecords how many records the names take
 * @param names the names of the columns
 * @param guesses what the columns may be
 * @param rows the rows of the head
 * @param emptyIsNull whether a quoted empty field is null, as in files that quote every field
 * @param warnings what the user may want to know
 */
record Layout(
        Dialect dialect,
        boolean endAtReturn,
        int skippedLines,
        long skippedBytes,
        int headerRecords,
        List<String> names,
        List<TypeGuess> guesses,
        List<@Nullable String[]> rows,
        boolean emptyIsNull,
        List<String> warnings) {

    /**
     * The layout of a text.
     *
     * @throws UnreadableFileException when it has more columns than a table may have
     * @throws InvalidParameterException when an option names a column that the table does not have
     */
    static Layout of(Head head, ImportOptions options) throws IOException {
        return new LayoutGuess(head, options).layout();
    }

    int columns() {
        return names.size();
    }
}
