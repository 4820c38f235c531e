package io.remanso.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A loaded value with what shall hold for its entry alone.
 *
 * @param value null when there is no value
 * @param options what the entry has of its own
 */
public record Loaded<V>(@Nullable V value, EntryOptions options) {

    /** A value for which the cache's settings hold. */
    public static <V> Loaded<V> of(@Nullable V value) {
        return new Loaded<>(value, EntryOptions.DEFAULT);
    }

    public Loaded<V> ttl(Duration ttl) {
        return new Loaded<>(value, options.ttl(ttl));
    }

    public Loaded<V> tags(String... tags) {
        return new Loaded<>(value, options.tags(tags));
    }
}
