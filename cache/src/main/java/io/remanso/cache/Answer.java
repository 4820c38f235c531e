package io.remanso.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cache holds for a key: a fresh value, a stale one, or nothing. A value may be null: then
 * the cache knows that there is none, which is not the same as {@link Missing}.
 *
 * @param <V> the values
 */
public sealed interface Answer<V> {

    /** The value, or null when it is null or missing. */
    @Nullable V orNull();

    /**
     * A value within its time to live.
     *
     * @param value null when the cache knows that there is no value
     */
    record Fresh<V>(@Nullable V value) implements Answer<V> {
        @Override
        public @Nullable V orNull() {
            return value;
        }
    }

    /**
     * A value past its time to live, kept for the time that it may still stand in.
     *
     * @param value null when the cache knows that there was no value
     * @param overdue the time since it ceased to be fresh
     */
    record Stale<V>(@Nullable V value, Duration overdue) implements Answer<V> {
        @Override
        public @Nullable V orNull() {
            return value;
        }
    }

    /** The cache knows nothing of the key. */
    record Missing<V>() implements Answer<V> {
        @Override
        public @Nullable V orNull() {
            return null;
        }
    }
}
