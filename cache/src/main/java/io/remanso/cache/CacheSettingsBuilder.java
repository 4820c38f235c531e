package io.remanso.cache;

import io.remanso.cache.CacheSettings.Lifetime;
import io.remanso.cache.CacheSettings.Loading;
import io.remanso.cache.CacheSettings.Near;
import io.remanso.cache.codec.Compression;
import io.remanso.cache.codec.ValueCodec;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a cache in the making. Not thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class CacheSettingsBuilder<K, V> {

    private final String name;
    private final KeyCodec<K> keys;
    private final ValueCodec<V> values;
    private String keyPrefix;
    private int schemaVersion;
    private Tiers tiers = Tiers.BOTH;
    private Duration ttl = Duration.ofHours(1);
    private @Nullable Duration idle;
    private double jitter = 0.1;
    private @Nullable Duration negativeTtl;
    private Duration staleWhileRevalidate = Duration.ZERO;
    private Duration staleOnError = Duration.ZERO;
    private Duration errorThrottle = Duration.ofSeconds(5);
    private double refreshAt = 1;
    private @Nullable Loader<? super K, ? extends V> loader;
    private @Nullable Duration softTimeout;
    private @Nullable Duration hardTimeout;
    private Duration leaseTime = Duration.ofSeconds(5);
    private int loadsPerSecond;
    private long nearMaximumEntries = 10_000;
    private Duration nearTtl = Duration.ofMinutes(1);
    private Compression compression = Compression.LZ4;
    private int compressionThreshold = 8 * 1024;
    private BiFunction<? super K, ? super @Nullable V, Set<String>> tags = (key, value) -> Set.of();

    CacheSettingsBuilder(String name, KeyCodec<K> keys, ValueCodec<V> values) {
        this.name = name;
        this.keys = keys;
        this.values = values;
        this.keyPrefix = name + ":";
    }

    /** What stands before each key's text in Redis. By default the cache's name and a colon. */
    public CacheSettingsBuilder<K, V> keyPrefix(String prefix) {
        keyPrefix = prefix;
        return this;
    }

    /** To be raised when the shape of the values changes. By default 0. */
    public CacheSettingsBuilder<K, V> schemaVersion(int version) {
        schemaVersion = version;
        return this;
    }

    /** By default both. */
    public CacheSettingsBuilder<K, V> tiers(Tiers where) {
        tiers = where;
        return this;
    }

    /** How long a value is fresh. By default an hour. */
    public CacheSettingsBuilder<K, V> ttl(Duration time) {
        ttl = Rule.positive("A time to live", time);
        return this;
    }

    /** How long an entry may go unread. By default without limit. */
    public CacheSettingsBuilder<K, V> idle(Duration time) {
        idle = Rule.positive("An idle time", time);
        return this;
    }

    /** The share of the time to live that chance may take off. By default 0.1. */
    public CacheSettingsBuilder<K, V> jitter(double share) {
        jitter = Rule.share("A jitter", share);
        return this;
    }

    /** How long a null is fresh; zero to keep none. By default as long as a value. */
    public CacheSettingsBuilder<K, V> negativeTtl(Duration time) {
        negativeTtl = Rule.notNegative("A negative time to live", time);
        return this;
    }

    /** How long a stale value is served while the next is loaded. By default not at all. */
    public CacheSettingsBuilder<K, V> staleWhileRevalidate(Duration time) {
        staleWhileRevalidate = Rule.notNegative("The time of stale-while-revalidate", time);
        return this;
    }

    /** How long a stale value may stand in for a failed load. By default not at all. */
    public CacheSettingsBuilder<K, V> staleOnError(Duration time) {
        staleOnError = Rule.notNegative("The time of stale-on-error", time);
        return this;
    }

    /** How long a stand-in is served before the next attempt to load. By default 5 s. */
    public CacheSettingsBuilder<K, V> errorThrottle(Duration time) {
        errorThrottle = Rule.positive("The throttle after an error", time);
        return this;
    }

    /** The share of the time to live after which a read refreshes early. By default never. */
    public CacheSettingsBuilder<K, V> refreshAt(double share) {
        refreshAt = Rule.share("The point of an early refresh", share);
        return this;
    }

    /** The source of missing values. By default none. */
    public CacheSettingsBuilder<K, V> loader(Loader<? super K, ? extends V> source) {
        loader = source;
        return this;
    }

    /** After which a caller gets a stale value while the load goes on. By default never. */
    public CacheSettingsBuilder<K, V> softTimeout(Duration time) {
        softTimeout = Rule.positive("A soft load timeout", time);
        return this;
    }

    /** After which a load is given up. By default never. */
    public CacheSettingsBuilder<K, V> hardTimeout(Duration time) {
        hardTimeout = Rule.positive("A hard load timeout", time);
        return this;
    }

    /** How soon another node takes over from one that died while it loaded. By default 5 s. */
    public CacheSettingsBuilder<K, V> leaseTime(Duration time) {
        leaseTime = Rule.positive("A lease time", time);
        return this;
    }

    /** How many loads a node starts in a second. By default without bound. */
    public CacheSettingsBuilder<K, V> loadsPerSecond(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "The bound on loads per second must be at least 1, got %d".formatted(count));
        }
        loadsPerSecond = count;
        return this;
    }

    /** How many entries a node keeps. By default 10 000. */
    public CacheSettingsBuilder<K, V> nearMaximumEntries(long count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "The near tier must have room for at least 1 entry, got %d".formatted(count));
        }
        nearMaximumEntries = count;
        return this;
    }

    /** The longest time a node serves a value without asking Redis. By default a minute. */
    public CacheSettingsBuilder<K, V> nearTtl(Duration time) {
        nearTtl = Rule.positive("The near tier's time to live", time);
        return this;
    }

    /**
     * How and from how many bytes on values are compressed. By default LZ4 from 8 KiB.
     *
     * @param threshold encoded bytes
     */
    public CacheSettingsBuilder<K, V> compression(Compression how, int threshold) {
        compression = how;
        compressionThreshold = threshold;
        return this;
    }

    /** The tags that every entry of this cache carries. By default none. */
    public CacheSettingsBuilder<K, V> tags(
            BiFunction<? super K, ? super @Nullable V, Set<String>> ofEntry) {
        tags = ofEntry;
        return this;
    }

    public CacheSettings<K, V> build() {
        return new CacheSettings<>(
                name,
                keyPrefix,
                keys,
                values,
                schemaVersion,
                tiers,
                new Lifetime(
                        ttl,
                        idle,
                        jitter,
                        negativeTtl == null ? ttl : negativeTtl,
                        staleWhileRevalidate,
                        staleOnError,
                        errorThrottle,
                        refreshAt),
                new Loading<>(loader, softTimeout, hardTimeout, leaseTime, loadsPerSecond),
                new Near(nearMaximumEntries, nearTtl),
                compression,
                compressionThreshold,
                tags);
    }
}
