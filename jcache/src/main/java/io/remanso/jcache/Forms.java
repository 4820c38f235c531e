package io.remanso.jcache;

import io.remanso.cache.KeyCodec;
import io.remanso.cache.codec.BytesCodec;
import io.remanso.cache.codec.ValueCodec;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The forms that the keys and values of a cache take: texts and bytes, and the copies that
 * store-by-value asks for.
 *
 * @param keyCodec the text of keys
 * @param valueCodec the bytes of values in Redis
 * @param copyKey what a key is when it is taken or handed out
 * @param copyValue what a value is when it is taken or handed out
 */
record Forms<K, V>(
        KeyCodec<K> keyCodec,
        ValueCodec<V> valueCodec,
        UnaryOperator<K> copyKey,
        UnaryOperator<V> copyValue) {

    /**
     * @param inProcess whether nothing of the cache leaves the process
     */
    static <K, V> Forms<K, V> of(
            RemansoConfiguration<K, V> configuration, boolean inProcess, ClassLoader loader) {
        KeyCodec<K> keys = configuration.keyCodec();
        ValueCodec<V> values = configuration.valueCodec();
        Class<K> keyType = configuration.getKeyType();
        Class<V> valueType = configuration.getValueType();
        SerialCopies serial = new SerialCopies(loader);
        if (inProcess) {
            keys =
                    keys != null
                            ? keys
                            : hasText(keyType) ? KeyCodec.of(keyType) : new LocalKeys<>();
            values = values != null ? values : new NoCodec<>();
        } else {
            TaggedJson tagged = new TaggedJson(configuration.extraTypes());
            keys = keys != null ? keys : keyCodec(keyType, tagged);
            values = values != null ? values : valueCodec(valueType, tagged);
        }
        if (!configuration.isStoreByValue()) {
            return new Forms<>(keys, values, UnaryOperator.identity(), UnaryOperator.identity());
        }
        return inProcess
                ? new Forms<>(keys, values, serial::copy, serial::copy)
                : new Forms<>(keys, values, byKeyCodec(keys), byValueCodec(values));
    }

    K key(K key) {
        return copyKey.apply(key);
    }

    V value(V value) {
        return copyValue.apply(value);
    }

    @Nullable V valueOrNull(@Nullable V value) {
        return value == null ? null : copyValue.apply(value);
    }

    private static <K> KeyCodec<K> keyCodec(Class<K> type, TaggedJson tagged) {
        return general(type)
                ? KeyCodec.of(tagged::write, text -> tagged.read(text, type))
                : KeyCodec.of(type);
    }

    @SuppressWarnings("unchecked") // a codec for byte[] where V is byte[]
    private static <V> ValueCodec<V> valueCodec(Class<V> type, TaggedJson tagged) {
        if (type == byte[].class) {
            return (ValueCodec<V>) BytesCodec.RAW;
        }
        return general(type) ? new TaggedCodec<>(tagged, type) : new ExactCodec<>(type);
    }

    /** Whether values of this type are of many classes, which have to be told apart. */
    private static boolean general(Class<?> type) {
        return type == Object.class
                || type == Number.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || (Modifier.isAbstract(type.getModifiers())
                        && !type.isEnum()
                        && !type.isArray()
                        && !type.isPrimitive());
    }

    private static boolean hasText(Class<?> type) {
        return type == String.class
                || type == Integer.class
                || type == Long.class
                || type == UUID.class
                || type.isEnum();
    }

    private static <K> UnaryOperator<K> byKeyCodec(KeyCodec<K> codec) {
        return key -> Immutables.contain(key) ? key : codec.decode(codec.encode(key));
    }

    private static <V> UnaryOperator<V> byValueCodec(ValueCodec<V> codec) {
        return value -> {
            if (Immutables.contain(value)) {
                return value;
            }
            byte[] bytes = codec.encode(value);
            return codec.decode(bytes, 0, bytes.length);
        };
    }
}
