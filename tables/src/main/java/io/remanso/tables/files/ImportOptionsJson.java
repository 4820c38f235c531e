package io.remanso.tables.files;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Import options as JSON and as form fields. */
final class ImportOptionsJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The names of all options. */
    static final List<String> NAMES =
            List.of(
                    "sheet",
                    "encoding",
                    "delimiter",
                    "quote",
                    "decimal",
                    "header",
                    "skip_rows",
                    "null_values",
                    "types");

    private static final Set<String> EMPTY_MEANS_EMPTY = Set.of("quote", "null_values");

    private ImportOptionsJson() {}

    static ImportOptions read(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return ImportOptions.DETECT;
        }
        if (!json.isObject()) {
            throw new InvalidParameterException(
                    "Import options are a JSON object with the members %s; got %s"
                            .formatted(String.join(", ", NAMES), json));
        }
        json.propertyNames().forEach(ImportOptionsJson::checkName);
        return new ImportOptions(
                text(json, "sheet"),
                text(json, "encoding"),
                text(json, "delimiter"),
                text(json, "quote"),
                textByColumn(json, "decimal"),
                flag(json, "header"),
                count(json, "skip_rows"),
                texts(json, "null_values"),
                types(json));
    }

    static ImportOptions read(Map<String, String> fields) {
        ObjectNode json = NODES.objectNode();
        fields.forEach((name, value) -> {
            checkName(name);
            if (!value.isEmpty() || EMPTY_MEANS_EMPTY.contains(name)) {
                json.set(name, field(name, value));
            }
        });
        return read(json);
    }

    private static JsonNode field(String name, String value) {
        return switch (name) {
            case "delimiter" -> NODES.stringNode(value.equals("\\t") ? "\t" : value);
            case "header", "skip_rows", "types" -> parsed(name, value);
            case "decimal" -> value.startsWith("{") ? parsed(name, value) : NODES.stringNode(value);
            case "null_values" ->
                    value.startsWith("[") ? parsed(name, value) : NODES.arrayNode().add(value);
            default -> NODES.stringNode(value);
        };
    }

    private static JsonNode parsed(String name, String value) {
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            throw wrong(name, "JSON", value);
        }
    }

    private static void checkName(String name) {
        if (!NAMES.contains(name)) {
            throw new InvalidParameterException(
                    "Import options are %s; got '%s'".formatted(String.join(", ", NAMES), name));
        }
    }

    private static @Nullable JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = member(json, name);
        return value == null ? null : text(name, value);
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw wrong(name, "a string", value);
        }
        return value.stringValue();
    }

    private static @Nullable Boolean flag(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value == null ? null : value.booleanValue();
    }

    private static @Nullable Integer count(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
            throw wrong(name, "a whole number", value);
        }
        return value == null ? null : value.intValue();
    }

    private static @Nullable List<String> texts(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw wrong(name, "an array of strings", value);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(name, element)));
        return texts;
    }

    private static Map<String, String> textByColumn(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value == null) {
            return Map.of();
        }
        if (value.isString()) {
            return Map.of(ImportOptions.OTHERS, value.stringValue());
        }
        if (!value.isObject()) {
            throw wrong(name, "a string, or an object of columns and strings", value);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties().forEach(e -> texts.put(e.getKey(), text(name, e.getValue())));
        return texts;
    }

    private static Map<String, DType> types(JsonNode json) {
        JsonNode value = member(json, "types");
        if (value != null && !value.isObject()) {
            throw wrong("types", "an object of columns and types", value);
        }
        Map<String, DType> types = new LinkedHashMap<>();
        if (value != null) {
            value.properties().forEach(e -> types.put(e.getKey(), type(e.getValue())));
        }
        return types;
    }

    private static DType type(JsonNode value) {
        String name = text("types", value);
        try {
            return DType.parse(name);
        } catch (InvalidParameterException e) {
            throw new InvalidParameterException("Option 'types': " + e.getMessage(), e);
        }
    }

    private static InvalidParameterException wrong(String name, String rule, Object value) {
        return new InvalidParameterException(
                "Option '%s' is %s; got '%s'".formatted(name, rule, value));
    }

    static ObjectNode write(ImportOptions options) {
        ObjectNode json = NODES.objectNode();
        put(json, "sheet", options.sheet());
        put(json, "encoding", options.encoding());
        put(json, "delimiter", options.delimiter());
        put(json, "quote", options.quote());
        ObjectNode decimal = json.putObject("decimal");
        options.decimal().forEach(decimal::put);
        if (options.header() != null) {
            json.put("header", options.header());
        }
        if (options.skipRows() != null) {
            json.put("skip_rows", options.skipRows());
        }
        if (options.nullValues() != null) {
            ArrayNode values = json.putArray("null_values");
            options.nullValues().forEach(values::add);
        }
        ObjectNode types = json.putObject("types");
        options.types().forEach((column, type) -> types.put(column, type.name()));
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
