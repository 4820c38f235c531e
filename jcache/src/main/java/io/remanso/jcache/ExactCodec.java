package io.remanso.jcache;

import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.codec.ValueCodec;

/** JSON of one class. A value of a subclass is refused: it would come back as another thing. */
final class ExactCodec<V> implements ValueCodec<V> {

    private final Class<V> type;
    private final JsonCodec<V> json;

    ExactCodec(Class<V> type) {
        this.type = type;
        this.json = JsonCodec.of(type);
    }

    @Override
    public char format() {
        return json.format();
    }

    @Override
    public byte[] encode(V value) {
        // An enum's constant may have a class of its own.
        if (value.getClass() != type && !type.isEnum()) {
            throw new IllegalArgumentException(
                    "A value in Redis must be of the very type %s of its cache, got %s; declare a general type and name its classes with RemansoConfiguration.types, or give a codec"
                            .formatted(type.getName(), value.getClass().getName()));
        }
        return json.encode(value);
    }

    @Override
    public V decode(byte[] bytes, int offset, int length) {
        return json.decode(bytes, offset, length);
    }
}
