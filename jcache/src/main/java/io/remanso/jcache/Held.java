package io.remanso.jcache;

import javax.cache.Cache;

/** An entry as it was when it was looked at. */
record Held<K, V>(K key, V value) implements Cache.Entry<K, V> {

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }
}
