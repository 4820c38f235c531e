package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes accents off letters: Müller becomes Muller. Letters that are no accented form of another,
 * as ø and ß, stay. Texts come out in Unicode normal form C, those without an accent unchanged.
 *
 * @param columns the text columns, or null for all of them
 */
public record StripAccents(@Nullable List<String> columns) implements Operation {

    static final String NAME = "strip_accents";

    /** The combining marks that are accents, and not vowels of a script that writes them so. */
    private static final Pattern ACCENTS =
            Pattern.compile(
                    "[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F]+");

    public StripAccents {
        columns = columns == null ? null : Columns.checked(NAME, columns);
    }

    static StripAccents read(Parameters parameters) {
        return new StripAccents(parameters.optionalColumns());
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
        return "Strip accents in " + TextColumns.shown(columns);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        return TextColumns.map(
                table, sink, TextColumns.of(table, NAME, columns), StripAccents::stripped);
    }

    static String stripped(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        String bare = ACCENTS.matcher(apart).replaceAll("");
        return bare.length() == apart.length()
                ? text
                : Normalizer.normalize(bare, Normalizer.Form.NFC);
    }
}
