package io.remanso.spring.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text that a key of Spring's is known by in Redis. Keys that differ have texts that differ,
 * apart from numbers of the same value and from UUIDs and their texts, which count as the same key.
 * A plain text stays as it is, so that an operator can name it.
 */
final class KeyText {

    /** A text that could be taken for a number or for one of the other forms is quoted. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    "|[\\[\"@].*|true|false|null|-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?|NaN|-?Infinity",
                    Pattern.DOTALL);

    /** Spring keeps the arguments that make up a key to itself. */
    private static final Field PARAMS = params();

    private static final JsonMapper JSON = JsonMapper.shared();

    private KeyText() {}

    private static Field params() {
        Field field =
                Objects.requireNonNull(
                        ReflectionUtils.findField(SimpleKey.class, "params"),
                        "SimpleKey has no params");
        ReflectionUtils.makeAccessible(field);
        return field;
    }

    /**
     * The text of a whole key.
     *
     * @throws IllegalArgumentException when nothing is known of the type that tells its values
     *     apart
     */
    static String of(Object key) {
        return key instanceof String text && !AMBIGUOUS.matcher(text).matches() ? text : part(key);
    }

    private static String part(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> JSON.writeValueAsString(text);
            case Character letter -> "@Character" + JSON.writeValueAsString(letter.toString());
            case Number number when number.getClass().getName().startsWith("java.") ->
                    number.toString();
            case Boolean truth -> truth.toString();
            case UUID uuid -> uuid.toString();
            case SimpleKey simple ->
                    array(Objects.requireNonNull(ReflectionUtils.getField(PARAMS, simple)));
            case List<?> list -> "@List" + list.stream().map(KeyText::part).collect(joined());
            case Set<?> set -> "@Set" + set.stream().map(KeyText::part).sorted().collect(joined());
            case Collection<?> others ->
                    "@Collection" + others.stream().map(KeyText::part).collect(joined());
            case Map<?, ?> map ->
                    "@Map"
                            + map.entrySet().stream()
                                    .map(e -> part(e.getKey()) + ":" + part(e.getValue()))
                                    .sorted()
                                    .collect(joined());
            case Optional<?> optional -> "@Optional" + part(optional.orElse(null));
            case Enum<?> constant -> typed(constant.getDeclaringClass(), constant.name());
            case Class<?> type -> typed(Class.class, type.getName());
            case Locale locale -> typed(Locale.class, locale.toLanguageTag());
            case TemporalAccessor time -> typed(time.getClass(), time.toString());
            case TemporalAmount time -> typed(time.getClass(), time.toString());
            case Record record -> "@" + record.getClass().getName() + components(record);
            default -> {
                if (value.getClass().isArray()) {
                    yield "@Array" + array(value);
                }
                throw new IllegalArgumentException(
                        "A cache's key must be of texts, numbers, enums, times, records, or lists of these, got a %s; name what tells it apart with key = \"#…\""
                                .formatted(value.getClass().getName()));
            }
        };
    }

    private static String array(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> part(Array.get(array, i)))
                .collect(joined());
    }

    private static String components(Record record) {
        StringBuilder text = new StringBuilder("[");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            ReflectionUtils.makeAccessible(component.getAccessor());
            text.append(text.length() > 1 ? "," : "")
                    .append(part(ReflectionUtils.invokeMethod(component.getAccessor(), record)));
        }
        return text.append(']').toString();
    }

    private static String typed(Class<?> type, String text) {
        return "@" + type.getName() + JSON.writeValueAsString(text);
    }

    private static Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(",", "[", "]");
    }
}
