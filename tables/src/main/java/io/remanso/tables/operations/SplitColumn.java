package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Splits texts into new columns. A text with fewer parts than columns leaves the last ones null; in
 * a text with more, the last column takes all the rest, so that nothing is lost. The column that is
 * read stays; the new ones come last.
 *
 * @param column a text column
 * @param at what stands between the parts: a text, or a regular expression in the syntax of RE2
 * @param regex whether it is a regular expression
 * @param into the names of two or more new columns, at most 100
 */
public record SplitColumn(String column, String at, boolean regex, List<String> into)
        implements Operation {

    static final String NAME = "split_column";

    private static final int MAX_PARTS = 100;

    public SplitColumn {
        into = NewColumns.checked(NAME, into);
        if (into.size() < 2 || into.size() > MAX_PARTS) {
            throw new InvalidParameterException(
                    "split_column fills 2 to %d columns; got %d".formatted(MAX_PARTS, into.size()));
        }
        if (at.isEmpty()) {
            throw new InvalidParameterException(
                    "split_column needs a delimiter or pattern of at least one character; got \"\"");
        }
        Regex.checkLength(at);
    }

    static SplitColumn read(Parameters parameters) {
        boolean regex = parameters.has("pattern");
        if (regex == parameters.has("delimiter")) {
            throw parameters.refused(
                    "give either 'delimiter' or 'pattern'; got " + (regex ? "both" : "neither"));
        }
        return new SplitColumn(
                parameters.text("column"),
                parameters.text(regex ? "pattern" : "delimiter"),
                regex,
                parameters.names("into"));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.put("column", column);
        json.put(regex ? "pattern" : "delimiter", at);
        into.forEach(json.putArray("into")::add);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Split %s at %s into %s"
                .formatted(Shown.text(column), Shown.value(CellValue.of(at)), Shown.columns(into));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = TextColumns.of(table, NAME, List.of(column));
        String pattern = regex ? at : Regex.quoted(at);
        try (TableScan scan = TableScan.open(table)) {
            Regex.check(scan, pattern, 0);
            if (Regex.matchesNothing(scan, pattern)) {
                throw new InvalidParameterException(
                        "A pattern to split at must not match the empty text; got "
                                + Shown.value(CellValue.of(at)));
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < into.size() - 1; i++) {
                values.add("p" + i);
            }
            values.add("r" + (into.size() - 1));
            return new NewColumns(table, scan, sink)
                    .add(read, into, values, parts(pattern, into.size() - 1));
        }
    }

    /** The parts p0, p1, … that are cut off one after the other, and what is left after each. */
    private static String parts(String pattern, int cuts) {
        String head = Sql.text("^((?s:.*?))(?:" + pattern + ")");
        String from = "(SELECT pos, c0 AS r0 FROM s)";
        for (int i = 0; i < cuts; i++) {
            from =
                    "(SELECT *, CASE WHEN regexp_matches(r%1$d, %2$s) THEN regexp_extract(r%1$d, %2$s, 1) ELSE r%1$d END AS p%1$d, CASE WHEN regexp_matches(r%1$d, %2$s) THEN substr(r%1$d, length(regexp_extract(r%1$d, %2$s, 0)) + 1) END AS r%3$d FROM %4$s)"
                            .formatted(i, head, i + 1, from);
        }
        return from;
    }
}
