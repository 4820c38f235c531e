package io.remanso.cache.internal;

import org.jspecify.annotations.Nullable;

/**
 * A valid entry as it was read from Redis.
 *
 * @param value null when there is known to be no value
 * @param age milliseconds since it was written
 * @param ttl milliseconds for which it is fresh
 * @param generations its namespace and tags
 * @param raw its bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record FarEntry<V>(@Nullable V value, long age, long ttl, Generation[] generations, byte[] raw) {

    boolean fresh() {
        return age < ttl;
    }

    /** Milliseconds since it ceased to be fresh. */
    long overdue() {
        return age - ttl;
    }
}
