package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of one operation as JSON has them. Each is asked for once, by name and type; after
 * the last, {@link #refuseOthers} finds the ones that the operation does not have. Not thread-safe.
 * Every method throws {@link InvalidParameterException} naming the parameter, what is allowed and
 * what came.
 */
final class Parameters {

    /** The most entries of a list or a mapping. */
    static final int MAX_ENTRIES = 10_000;

    private final String operation;
    private final JsonNode json;
    private final Set<String> known = new LinkedHashSet<>();

    Parameters(String operation, JsonNode json) {
        this.operation = operation;
        this.json = json;
    }

    boolean has(String name) {
        return optional(name) != null;
    }

    /** The parameter, or nothing when it is absent or null. */
    @Nullable JsonNode optional(String name) {
        JsonNode node = present(name);
        return node == null || node.isNull() ? null : node;
    }

    /** The parameter, null included, or nothing when it is absent. */
    @Nullable JsonNode present(String name) {
        known.add(name);
        return json.get(name);
    }

    JsonNode required(String name, String allowed) {
        JsonNode node = optional(name);
        if (node == null) {
            throw new InvalidParameterException(
                    "Parameter '%s' of %s is required: %s".formatted(name, operation, allowed));
        }
        return node;
    }

    String text(String name) {
        JsonNode node = required(name, "a text");
        if (!node.isString()) {
            throw wrong(name, "a text", node);
        }
        Texts.requireValid(node.stringValue());
        return node.stringValue();
    }

    @Nullable String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode node = optional(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw wrong(name, "true or false", node);
        }
        return node.booleanValue();
    }

    @Nullable Integer optionalInt(String name, int lowest, int highest) {
        JsonNode node = optional(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < lowest
                || node.intValue() > highest) {
            throw wrong(name, "a whole number from %d to %d".formatted(lowest, highest), node);
        }
        return node.intValue();
    }

    int integer(String name, int otherwise) {
        Integer given = optionalInt(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return given == null ? otherwise : given;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        JsonNode node = required(name, "one of " + labels(type));
        for (E constant : type.getEnumConstants()) {
            if (node.isString() && label(constant).equals(node.stringValue())) {
                return constant;
            }
        }
        throw wrong(name, "one of " + labels(type), node);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        return has(name) ? choice(name, type) : otherwise;
    }

    /** The names of one or more columns, each once, in their order. */
    List<String> columns() {
        return names("columns");
    }

    /** As {@link #columns()}, or nothing when the parameter is absent. */
    @Nullable List<String> optionalColumns() {
        return optionalNames("columns");
    }

    @Nullable List<String> optionalNames(String name) {
        return has(name) ? names(name) : null;
    }

    /** One name, or a list of names. */
    List<String> nameOrNames(String name) {
        JsonNode node = required(name, "a column name or a list of them");
        return node.isString() ? List.of(node.stringValue()) : names(name);
    }

    List<String> names(String name) {
        String allowed = "a list of column names, each once and at least one";
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode item : list(name, allowed)) {
            if (!item.isString() || !seen.add(item.stringValue())) {
                throw wrong(name, allowed, item);
            }
            names.add(item.stringValue());
        }
        return names;
    }

    /** A list of one or more entries. */
    JsonNode list(String name, String allowed) {
        JsonNode node = required(name, allowed);
        if (!node.isArray() || node.isEmpty()) {
            throw wrong(name, allowed, node);
        }
        refuseTooMany(name, node);
        return node;
    }

    /** An object of one or more members. */
    JsonNode mapping(String name, String allowed) {
        JsonNode node = required(name, allowed);
        if (!node.isObject() || node.isEmpty()) {
            throw wrong(name, allowed, node);
        }
        refuseTooMany(name, node);
        return node;
    }

    /** Refuses the members that nobody asked for. */
    void refuseOthers() {
        for (String name : json.propertyNames()) {
            if (!known.contains(name)) {
                throw new InvalidParameterException(
                        "%s has the parameters %s; got %s"
                                .formatted(operation, String.join(", ", known), Shown.text(name)));
            }
        }
    }

    InvalidParameterException wrong(String name, String allowed, JsonNode got) {
        return new InvalidParameterException(
                "Parameter '%s' of %s must be %s; got %s"
                        .formatted(name, operation, allowed, Shown.json(got)));
    }

    InvalidParameterException refused(String rule) {
        return new InvalidParameterException(operation + ": " + rule);
    }

    /** The name of a constant in JSON. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String labels(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Parameters::label)
                .collect(Collectors.joining(", "));
    }

    private void refuseTooMany(String name, JsonNode node) {
        if (node.size() > MAX_ENTRIES) {
            throw new InvalidParameterException(
                    "Parameter '%s' of %s has at most %,d entries, got %,d; make several steps of it"
                            .formatted(name, operation, MAX_ENTRIES, node.size()));
        }
    }
}
