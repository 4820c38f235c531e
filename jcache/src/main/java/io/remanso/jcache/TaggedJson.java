package io.remanso.jcache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON that says of what class a value is, for a closed set of classes: what is read can make
 * nothing else. Texts, booleans, Integer and Double are plain JSON; anything else is an object with
 * one member, whose name is that of the class: {@code {"Long":42}}, {@code
 * {"List":["a",{"UUID":"…"}]}}. Lists, sets and maps come back as ArrayList, LinkedHashSet and
 * LinkedHashMap. Classes that the user adds go by their full names. Thread-safe.
 */
final class TaggedJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                    .build();

    private final Map<Class<?>, Form> byType = new HashMap<>();
    private final Map<String, Form> byName = new HashMap<>();

    /** How the values of one class are written. */
    private record Form(
            String name, Function<Object, JsonNode> write, Function<JsonNode, Object> read) {}

    /**
     * @param more classes besides the usual ones, with a JSON form of their own
     */
    TaggedJson(List<Class<?>> more) {
        add(Long.class, JsonNode::longValue);
        text(Short.class, Short::valueOf);
        text(Byte.class, Byte::valueOf);
        text(Float.class, Float::valueOf);
        text(Character.class, text -> text.charAt(0));
        text(BigInteger.class, BigInteger::new);
        text(BigDecimal.class, BigDecimal::new);
        text(UUID.class, UUID::fromString);
        text(Instant.class, Instant::parse);
        text(LocalDate.class, LocalDate::parse);
        text(LocalTime.class, LocalTime::parse);
        text(LocalDateTime.class, LocalDateTime::parse);
        text(OffsetDateTime.class, OffsetDateTime::parse);
        text(ZonedDateTime.class, ZonedDateTime::parse);
        text(java.time.Duration.class, java.time.Duration::parse);
        add(
                Date.class,
                new Form(
                        "Date",
                        date -> words(((Date) date).toInstant()),
                        node -> Date.from(Instant.parse(node.asString()))));
        add(
                byte[].class,
                new Form(
                        "bytes",
                        MAPPER::valueToTree,
                        node -> MAPPER.treeToValue(node, byte[].class)));
        // JSON has no word for a Double that is not finite.
        byName.put(
                "Double", new Form("Double", this::words, node -> Double.valueOf(node.asString())));
        byName.put("List", new Form("List", this::list, node -> elements(node, new ArrayList<>())));
        byName.put(
                "Set", new Form("Set", this::list, node -> elements(node, new LinkedHashSet<>())));
        byName.put("Map", new Form("Map", this::pairs, this::map));
        for (Class<?> type : more) {
            add(
                    type,
                    new Form(
                            type.getName(),
                            MAPPER::valueToTree,
                            node -> MAPPER.treeToValue(node, type)));
        }
    }

    private <T> void add(Class<T> type, Function<JsonNode, T> read) {
        add(type, new Form(type.getSimpleName(), MAPPER::valueToTree, read::apply));
    }

    private <T> void text(Class<T> type, Function<String, T> read) {
        add(type, new Form(type.getSimpleName(), this::words, node -> read.apply(node.asString())));
    }

    private void add(Class<?> type, Form form) {
        byType.put(type, form);
        byName.put(form.name(), form);
    }

    /**
     * @throws IllegalArgumentException when a value in it is of a class that is not in the set
     */
    String write(Object value) {
        return MAPPER.writeValueAsString(node(value));
    }

    /**
     * @throws RuntimeException when the text is of another form, or the value not of the type
     */
    <T> T read(String text, Class<T> type) {
        return type.cast(Objects.requireNonNull(value(MAPPER.readTree(text)), "null is no value"));
    }

    private JsonNode node(@Nullable Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || (value instanceof Double number && Double.isFinite(number))) {
            return MAPPER.valueToTree(value);
        }
        Form form = form(value);
        ObjectNode node = MAPPER.createObjectNode();
        node.set(form.name(), form.write().apply(value));
        return node;
    }

    private Form form(Object value) {
        Form own = byType.get(value.getClass());
        if (own != null) {
            return own;
        }
        String general =
                switch (value) {
                    case Double number -> "Double";
                    case List<?> list -> "List";
                    case Set<?> set -> "Set";
                    case Map<?, ?> map -> "Map";
                    default ->
                            throw new IllegalArgumentException(
                                    "A value in Redis must be of a class that is known there, got %s; name it with setTypes or RemansoConfiguration.types, or give a codec"
                                            .formatted(value.getClass().getName()));
                };
        return named(general);
    }

    private Form named(String name) {
        Form form = byName.get(name);
        if (form == null) {
            throw new IllegalArgumentException(
                    "A value from Redis must be of a class that is known here, got '%s'"
                            .formatted(name));
        }
        return form;
    }

    private @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        } else if (node.isString()) {
            return node.stringValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isInt()) {
            return node.intValue();
        } else if (node.isDouble()) {
            return node.doubleValue();
        }
        if (!node.isObject() || node.size() != 1) {
            throw new IllegalArgumentException(
                    "A value from Redis must be an object with one member, got a %s of %d"
                            .formatted(node.getNodeType(), node.size()));
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        return named(only.getKey()).read().apply(only.getValue());
    }

    private JsonNode words(Object value) {
        return MAPPER.valueToTree(value.toString());
    }

    private JsonNode list(Object values) {
        ArrayNode array = MAPPER.createArrayNode();
        ((Iterable<?>) values).forEach(value -> array.add(node(value)));
        return array;
    }

    private Object elements(JsonNode array, Collection<@Nullable Object> into) {
        array.forEach(element -> into.add(value(element)));
        return into;
    }

    /** Maps are lists of keys and values in turn: their keys need not be texts. */
    private JsonNode pairs(Object map) {
        ArrayNode array = MAPPER.createArrayNode();
        ((Map<?, ?>) map).forEach((key, value) -> array.add(node(key)).add(node(value)));
        return array;
    }

    private Object map(JsonNode pairs) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            map.put(value(pairs.get(i)), value(pairs.get(i + 1)));
        }
        return map;
    }
}
