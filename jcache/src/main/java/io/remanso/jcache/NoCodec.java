package io.remanso.jcache;

import io.remanso.cache.codec.ValueCodec;

/** Stands where a codec is asked for and nothing is ever encoded: in process. */
final class NoCodec<V> implements ValueCodec<V> {

    @Override
    public char format() {
        return '-';
    }

    @Override
    public byte[] encode(V value) {
        throw new UnsupportedOperationException("Values in process have no bytes");
    }

    @Override
    public V decode(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException("Values in process have no bytes");
    }
}
