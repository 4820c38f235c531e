package io.remanso.redis;

import java.util.HashMap;
import java.util.Map;

/** The fields of one answer to INFO. */
final class InfoText {

    private final Map<String, String> fields = new HashMap<>();

    InfoText(String text) {
        text.lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .forEach(field -> fields.put(field[0], field[1].trim()));
    }

    /** The text of a field, empty when there is none. */
    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** The number in a field, 0 when there is none. */
    long number(String field) {
        String text = text(field);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
