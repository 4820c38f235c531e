package io.remanso.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.cache.codec.ValueCodec;

/** Values of many classes, as {@link TaggedJson}. */
record TaggedCodec<V>(TaggedJson json, Class<V> type) implements ValueCodec<V> {

    @Override
    public char format() {
        return 't';
    }

    @Override
    public byte[] encode(V value) {
        return json.write(value).getBytes(UTF_8);
    }

    @Override
    public V decode(byte[] bytes, int offset, int length) {
        return json.read(new String(bytes, offset, length, UTF_8), type);
    }
}
