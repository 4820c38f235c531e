package io.remanso.server.api;

import io.remanso.tables.InvalidParameterException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists of names in a query parameter. */
final class Names {

    private Names() {}

    /**
     * The names between commas, or those of a JSON array, for names that hold a comma.
     *
     * @param parameter the name of the parameter, for messages
     * @return no names when there is no value
     */
    static List<String> parse(String parameter, @Nullable String value, JsonMapper json) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        if (!value.startsWith("[")) {
            return Arrays.asList(value.split(",", -1));
        }
        try {
            return List.copyOf(json.readValue(value, new TypeReference<List<String>>() {}));
        } catch (JacksonException | NullPointerException e) {
            throw new InvalidParameterException(
                    "Parameter '%s' must be names between commas or a JSON array of names, got '%s'"
                            .formatted(parameter, value),
                    e);
        }
    }
}
