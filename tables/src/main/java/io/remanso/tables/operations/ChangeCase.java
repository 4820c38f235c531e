package io.remanso.tables.operations;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes texts in another case, by the rules of Unicode for no language in particular: the upper
 * case of ß is SS. Title case makes the first letter of each word large and the others small; words
 * end where Unicode (UAX #29) ends them, so an apostrophe ends none and a hyphen does.
 *
 * @param columns the text columns
 * @param to the case
 */
public record ChangeCase(List<String> columns, To to) implements Operation {

    static final String NAME = "change_case";

    /** A case of letters. */
    public enum To {
        LOWER,
        UPPER,
        TITLE
    }

    public ChangeCase {
        columns = Columns.checked(NAME, columns);
    }

    static ChangeCase read(Parameters parameters) {
        return new ChangeCase(parameters.columns(), parameters.choice("to", To.class));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("to", Parameters.label(to));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Change case in %s to %s".formatted(Shown.columns(columns), Parameters.label(to));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        return TextColumns.map(table, sink, TextColumns.of(table, NAME, columns), mapping());
    }

    private UnaryOperator<String> mapping() {
        return switch (to) {
            case LOWER -> text -> text.toLowerCase(Locale.ROOT);
            case UPPER -> text -> text.toUpperCase(Locale.ROOT);
            case TITLE -> {
                BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);
                yield text -> UCharacter.toTitleCase(ULocale.ROOT, text, words);
            }
        };
    }
}
