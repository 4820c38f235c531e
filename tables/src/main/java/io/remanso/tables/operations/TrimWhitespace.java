package io.remanso.tables.operations;

import com.ibm.icu.lang.UCharacter;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes white space off both ends of texts: every character that Unicode calls White_Space,
 * no-break spaces among them, and the invisible U+200B, U+2060 and U+FEFF. Nothing inside a text
 * changes. A text of white space alone becomes an empty text and not a null.
 *
 * @param columns the text columns, or null for all of them
 */
public record TrimWhitespace(@Nullable List<String> columns) implements Operation {

    static final String NAME = "trim_whitespace";

    public TrimWhitespace {
        columns = columns == null ? null : Columns.checked(NAME, columns);
    }

    static TrimWhitespace read(Parameters parameters) {
        return new TrimWhitespace(parameters.optionalColumns());
    }

    @Override
    public void writeParameters(ObjectNode json) {
        if (columns != null) {
            Columns.write(json, columns);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Trim whitespace in " + TextColumns.shown(columns);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        return TextColumns.map(
                table, sink, TextColumns.of(table, NAME, columns), TrimWhitespace::trimmed);
    }

    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char unit) {
        return UCharacter.isUWhiteSpace(unit)
                || unit == '\u200B'
                || unit == '\u2060'
                || unit == '\uFEFF';
    }
}
