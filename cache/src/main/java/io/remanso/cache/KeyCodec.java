package io.remanso.cache;

import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two-way mapping between a key and its text. Both ways are needed: an invalidation travels as
 * text and has to find the key in the process of another node. For every key, {@code
 * decode(encode(key)).equals(key)}, and equal keys have equal texts. Thread-safe.
 *
 * @param <K> the keys
 */
public interface KeyCodec<K> {

    String encode(K key);

    /**
     * The key that {@link #encode} was given.
     *
     * @throws RuntimeException when the text is of no such key
     */
    K decode(String text);

    static KeyCodec<String> strings() {
        return of(Function.identity(), Function.identity());
    }

    static KeyCodec<Integer> integers() {
        return of(Object::toString, Integer::valueOf);
    }

    static KeyCodec<Long> longs() {
        return of(Object::toString, Long::valueOf);
    }

    static KeyCodec<UUID> uuids() {
        return of(UUID::toString, UUID::fromString);
    }

    static <E extends Enum<E>> KeyCodec<E> enums(Class<E> type) {
        return of(Enum::name, name -> Enum.valueOf(type, name));
    }

    /** Keys as JSON with sorted properties: for records and other values with an equality. */
    static <K> KeyCodec<K> json(Class<K> type) {
        JsonMapper mapper =
                JsonMapper.builder()
                        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build();
        ObjectWriter writer = mapper.writerFor(type);
        ObjectReader reader = mapper.readerFor(type);
        return of(writer::writeValueAsString, reader::readValue);
    }

    static <K> KeyCodec<K> of(Function<? super K, String> encode, Function<String, K> decode) {
        return new KeyCodec<>() {
            @Override
            public String encode(K key) {
                return encode.apply(key);
            }

            @Override
            public K decode(String text) {
                return decode.apply(text);
            }
        };
    }

    /**
     * The usual text of a type: plain for strings, numbers, UUIDs and enums, else {@link #json}.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static <K> KeyCodec<K> of(Class<K> type) {
        if (type == String.class) {
            return (KeyCodec<K>) strings();
        } else if (type == Integer.class) {
            return (KeyCodec<K>) integers();
        } else if (type == Long.class) {
            return (KeyCodec<K>) longs();
        } else if (type == UUID.class) {
            return (KeyCodec<K>) uuids();
        } else if (type.isEnum()) {
            return (KeyCodec<K>) enums((Class) type);
        }
        return json(type);
    }
}
