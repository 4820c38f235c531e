package io.remanso.tables.operations;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How values and names appear in messages and summaries: short enough for one line. */
final class Shown {

    private static final int MAX_LENGTH = 80;

    /** The most columns that are named; the others are counted. */
    static final int MAX_COLUMNS = 3;

    private Shown() {}

    static String json(JsonNode node) {
        return cut(node.toString());
    }

    static String value(CellValue value) {
        return json(value.toJson());
    }

    /** A text in quotes: {@code 'age'}. */
    static String text(String text) {
        return "'" + cut(text) + "'";
    }

    /** A text as it is. */
    static String plain(String text) {
        return cut(text);
    }

    /** The first few columns: {@code 'a', 'b', 'c' and 4 more}. */
    static String columns(List<String> names) {
        return names.stream().limit(MAX_COLUMNS).map(Shown::text).collect(Collectors.joining(", "))
                + more(names.size());
    }

    /** What follows the first few of so many: {@code and 4 more}, or nothing. */
    static String more(int size) {
        return size <= MAX_COLUMNS ? "" : " and %d more".formatted(size - MAX_COLUMNS);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1))
                        ? MAX_LENGTH - 1
                        : MAX_LENGTH;
        return text.substring(0, end) + "…";
    }
}
