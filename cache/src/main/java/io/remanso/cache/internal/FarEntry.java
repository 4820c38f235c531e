package io.remanso.cache.internal;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A valid entry as it was read from Redis.
 *
 * @param value null when there is known to be no value
 * @param age milliseconds since it was written
 * @param ttl milliseconds for which it is fresh
 * @param generations its namespace and tags
 * @param terms what else holds for it
 * @param raw its bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record FarEntry<V>(
        @Nullable V value, long age, long ttl, Generation[] generations, Terms terms, byte[] raw) {

    boolean fresh() {
        return age < ttl;
    }

    /** Milliseconds since it ceased to be fresh. */
    long overdue() {
        return age - ttl;
    }

    /** Whether it may be served while one caller loads the next. */
    boolean mayRevalidate() {
        return overdue() < TimeUnit.NANOSECONDS.toMillis(terms.staleWhileRevalidate());
    }

    /** Whether it may stand in for a failed load. */
    boolean mayStandIn() {
        return overdue() < TimeUnit.NANOSECONDS.toMillis(terms.staleOnError());
    }
}
