package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.operations.Condition.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON tree of a condition. Not thread-safe. */
final class ConditionJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_CONDITIONS = 1_000;
    private static final String FORM =
            "a condition is {\"column\", \"op\", \"value\"}, {\"and\": […]}, {\"or\": […]} or {\"not\": …}";
    private static final String OPS =
            "=, !=, <, <=, >, >=, in, is_null, not_null, contains, matches, between";

    private int conditions;

    private ConditionJson() {}

    /**
     * @throws InvalidParameterException when the tree is none, too deep or too large
     */
    static Condition read(JsonNode json) {
        return new ConditionJson().read(json, 1);
    }

    private Condition read(JsonNode json, int depth) {
        if (depth > MAX_DEPTH || ++conditions > MAX_CONDITIONS) {
            throw new InvalidParameterException(
                    "'where' has at most %d conditions, %d deep; got more"
                            .formatted(MAX_CONDITIONS, MAX_DEPTH));
        }
        if (json.has("column")) {
            return leaf(json);
        }
        if (!json.isObject() || json.size() != 1) {
            throw wrong(FORM, json);
        }
        String name = json.propertyNames().iterator().next();
        JsonNode inner = json.required(name);
        return switch (name) {
            case "and" -> new Condition.And(all(inner, depth));
            case "or" -> new Condition.Or(all(inner, depth));
            case "not" -> new Condition.Not(read(inner, depth + 1));
            default -> throw wrong(FORM, json);
        };
    }

    private List<Condition> all(JsonNode json, int depth) {
        if (!json.isArray()) {
            throw wrong(FORM, json);
        }
        List<Condition> all = new ArrayList<>();
        for (JsonNode one : json) {
            all.add(read(one, depth + 1));
        }
        return all;
    }

    private static Condition leaf(JsonNode json) {
        JsonNode name = json.required("column");
        JsonNode op = json.get("op");
        if (!name.isString()
                || op == null
                || !op.isString()
                || !Set.of("column", "op", "value").containsAll(json.propertyNames())) {
            throw wrong(FORM, json);
        }
        String column = name.stringValue();
        JsonNode value = json.get("value");
        return switch (op.stringValue()) {
            case "is_null" -> without(value, json, new Condition.IsNull(column));
            case "not_null" -> without(value, json, new Condition.NotNull(column));
            case "in" -> new Condition.In(column, values(value, json));
            case "between" -> {
                List<CellValue> ends = values(value, json);
                if (ends.size() != 2) {
                    throw wrong("between has the value [lowest, highest]", json);
                }
                yield new Condition.Between(column, ends.get(0), ends.get(1));
            }
            case "contains" -> new Condition.Contains(column, text(value, json));
            case "matches" -> new Condition.Matches(column, text(value, json));
            default ->
                    new Condition.Compare(
                            column, comparison(op.stringValue(), json), single(value, json));
        };
    }

    private static Comparison comparison(String sign, JsonNode json) {
        for (Comparison comparison : Comparison.values()) {
            if (comparison.sign().equals(sign)) {
                return comparison;
            }
        }
        throw wrong("op is one of " + OPS, json);
    }

    private static Condition without(@Nullable JsonNode value, JsonNode json, Condition condition) {
        if (value != null && !value.isNull()) {
            throw wrong("is_null and not_null have no value", json);
        }
        return condition;
    }

    private static List<CellValue> values(@Nullable JsonNode value, JsonNode json) {
        if (value == null || !value.isArray() || value.size() > Parameters.MAX_ENTRIES) {
            throw wrong(
                    "in and between have a list of at most %,d values"
                            .formatted(Parameters.MAX_ENTRIES),
                    json);
        }
        List<CellValue> values = new ArrayList<>();
        for (JsonNode one : value) {
            values.add(single(one, json));
        }
        return values;
    }

    private static CellValue single(@Nullable JsonNode value, JsonNode json) {
        if (value == null || value.isNull()) {
            throw wrong("a value is required and not null; is_null and not_null find nulls", json);
        }
        return CellValue.of(value);
    }

    private static String text(@Nullable JsonNode value, JsonNode json) {
        if (value == null || !value.isString()) {
            throw wrong("contains and matches have a text as value", json);
        }
        Texts.requireValid(value.stringValue());
        return value.stringValue();
    }

    private static InvalidParameterException wrong(String rule, JsonNode json) {
        return new InvalidParameterException(
                "In 'where', %s; got %s".formatted(rule, Shown.json(json)));
    }

    static ObjectNode write(Condition condition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (condition) {
            case Condition.Compare c ->
                    leaf(json, c.column(), c.comparison().sign()).set("value", c.value().toJson());
            case Condition.In in -> {
                ArrayNode values = leaf(json, in.column(), "in").putArray("value");
                in.values().forEach(value -> values.add(value.toJson()));
            }
            case Condition.Between between ->
                    leaf(json, between.column(), "between")
                            .putArray("value")
                            .add(between.low().toJson())
                            .add(between.high().toJson());
            case Condition.IsNull isNull -> leaf(json, isNull.column(), "is_null");
            case Condition.NotNull notNull -> leaf(json, notNull.column(), "not_null");
            case Condition.Contains contains ->
                    leaf(json, contains.column(), "contains").put("value", contains.text());
            case Condition.Matches matches ->
                    leaf(json, matches.column(), "matches").put("value", matches.pattern());
            case Condition.And and -> writeAll(json.putArray("and"), and.conditions());
            case Condition.Or or -> writeAll(json.putArray("or"), or.conditions());
            case Condition.Not not -> json.set("not", write(not.condition()));
        }
        return json;
    }

    private static ObjectNode leaf(ObjectNode json, String column, String op) {
        return json.put("column", column).put("op", op);
    }

    private static void writeAll(ArrayNode array, List<Condition> conditions) {
        conditions.forEach(condition -> array.add(write(condition)));
    }
}
