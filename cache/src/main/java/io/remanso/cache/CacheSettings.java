package io.remanso.cache;

import io.remanso.cache.codec.Compression;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.codec.ValueCodec;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided about a cache when it is made. Immutable. Start from {@link #of}.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param name names the cache in statistics and logs
 * @param keyPrefix stands before each key's text in Redis, after the application's prefix
 * @param keys the text of keys
 * @param values the bytes of values in Redis
 * @param schemaVersion the version of the values' shape; an entry of another version is a counted
 *     miss
 * @param tiers where entries are kept
 * @param lifetime how long entries live
 * @param loading how values are loaded
 * @param near the bounds of the near tier
 * @param compression how large values are made smaller in Redis
 * @param compressionThreshold encoded bytes from which a value is compressed
 * @param tags the tags of every entry, besides its own
 */
public record CacheSettings<K, V>(
        String name,
        String keyPrefix,
        KeyCodec<K> keys,
        ValueCodec<V> values,
        int schemaVersion,
        Tiers tiers,
        Lifetime lifetime,
        Loading<K, V> loading,
        Near near,
        Compression compression,
        int compressionThreshold,
        BiFunction<? super K, ? super @Nullable V, Set<String>> tags) {

    public CacheSettings {
        requireKeyText("A cache's key prefix", keyPrefix);
        if (schemaVersion < 0) {
            throw new IllegalArgumentException(
                    "A schema version must be at least 0, got %d".formatted(schemaVersion));
        }
    }

    /** Keys and values of these types: the usual text of keys, values as JSON. */
    public static <K, V> CacheSettingsBuilder<K, V> of(
            String name, Class<K> keyType, Class<V> valueType) {
        return of(name, KeyCodec.of(keyType), JsonCodec.of(valueType));
    }

    public static <K, V> CacheSettingsBuilder<K, V> of(
            String name, KeyCodec<K> keys, ValueCodec<V> values) {
        return new CacheSettingsBuilder<>(name, keys, values);
    }

    static void requireKeyText(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || "{}*?[]\\%,".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "%s must be of visible ASCII without {}*?[]\\%%,  got '%s'"
                                .formatted(what, text));
            }
        }
    }

    /**
     * How long entries live.
     *
     * @param ttl how long a value is fresh
     * @param idle how long an entry may go unread; null for no limit
     * @param jitter the share of ttl, from 0 to 1, by which each entry's is shortened at random, so
     *     that entries stored together do not expire together
     * @param negativeTtl how long a null is fresh; zero when nulls are not kept
     * @param staleWhileRevalidate how long past its ttl a value is served while one caller loads
     *     the next
     * @param staleOnError how long past its ttl a value may stand in for a failed load
     * @param errorThrottle how long the stand-in is served before the next attempt to load
     * @param refreshAt the share of ttl, from 0 to 1, after which a read starts the next load in
     *     the background; 1 for never
     */
    public record Lifetime(
            Duration ttl,
            @Nullable Duration idle,
            double jitter,
            Duration negativeTtl,
            Duration staleWhileRevalidate,
            Duration staleOnError,
            Duration errorThrottle,
            double refreshAt) {

        /** How long past its ttl an entry is kept at all. */
        public Duration keptStale() {
            return staleWhileRevalidate.compareTo(staleOnError) > 0
                    ? staleWhileRevalidate
                    : staleOnError;
        }
    }

    /**
     * How values are loaded.
     *
     * @param loader the source; null when values come from callers only
     * @param softTimeout after which a caller gets a stale value while the load goes on; null for
     *     never
     * @param hardTimeout after which a load is given up; null for never
     * @param leaseTime how long after the death of the process that loads a key another takes over
     * @param perSecond how many loads of this cache a node starts in a second; 0 for no bound
     */
    public record Loading<K, V>(
            @Nullable Loader<? super K, ? extends V> loader,
            @Nullable Duration softTimeout,
            @Nullable Duration hardTimeout,
            Duration leaseTime,
            int perSecond) {}

    /**
     * The bounds of the near tier.
     *
     * @param maximumEntries from which on the entries that are worth least are dropped
     * @param ttl the longest time a value is served without asking Redis again: the worst staleness
     *     when a node is cut off from Redis
     */
    public record Near(long maximumEntries, Duration ttl) {}
}
