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
 * Puts what a regular expression finds in a text into new columns, the first group into the first
 * of them and so on; a pattern without groups puts all that it found into one. Only the first match
 * counts. A text without a match, and a null, give nulls; a group that took no part gives an empty
 * text. The column that is read stays; the new ones come last.
 *
 * @param column a text column
 * @param pattern a regular expression in the syntax of RE2
 * @param into the names of the new columns, at most nine
 */
public record Extract(String column, String pattern, List<String> into) implements Operation {

    static final String NAME = "extract";

    private static final int MAX_GROUPS = 9;

    public Extract {
        into = NewColumns.checked(NAME, into);
        if (into.size() > MAX_GROUPS) {
            throw new InvalidParameterException(
                    "extract fills at most %d columns; got %d".formatted(MAX_GROUPS, into.size()));
        }
        Regex.checkLength(pattern);
    }

    static Extract read(Parameters parameters) {
        return new Extract(
                parameters.text("column"),
                parameters.text("pattern"),
                parameters.nameOrNames("into"));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.put("column", column);
        json.put("pattern", pattern);
        into.forEach(json.putArray("into")::add);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Extract %s from %s into %s"
                .formatted(
                        Shown.value(CellValue.of(pattern)),
                        Shown.text(column),
                        Shown.columns(into));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = TextColumns.of(table, NAME, List.of(column));
        try (TableScan scan = TableScan.open(table)) {
            Regex.check(scan, pattern, 0);
            int first = 1;
            if (into.size() == 1 && !Regex.hasGroups(scan, pattern, 1)) {
                first = 0;
            } else if (!Regex.hasGroups(scan, pattern, into.size())) {
                throw new InvalidParameterException(
                        "extract fills %d columns, but the pattern %s has fewer groups"
                                .formatted(into.size(), Shown.value(CellValue.of(pattern))));
            }
            String sign = Sql.text(pattern);
            List<String> values = new ArrayList<>();
            for (int i = 0; i < into.size(); i++) {
                values.add(
                        "CASE WHEN regexp_matches(c0, %1$s) THEN regexp_extract(c0, %1$s, %2$d) END"
                                .formatted(sign, first + i));
            }
            return new NewColumns(table, scan, sink).add(read, into, values, "s");
        }
    }
}
