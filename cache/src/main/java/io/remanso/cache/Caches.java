package io.remanso.cache;

import io.remanso.cache.internal.CacheEngine;
import io.remanso.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The caches of one application on this node. Nodes whose Redis and prefix are the same share them.
 * Thread-safe; close it once, at the end, before the Redis it was given.
 *
 * <pre>{@code
 * try (Redis redis = Redis.open(RedisSettings.of("redis://localhost:6379/0"));
 *         Caches caches = Caches.over(redis, "shop:")) {
 *     Cache<Long, User> users =
 *             caches.create(
 *                     CacheSettings.of("users", Long.class, User.class)
 *                             .ttl(Duration.ofMinutes(10))
 *                             .loader(database::user)
 *                             .build());
 *     User user = users.get(42L);
 * }
 * }</pre>
 */
public final class Caches implements AutoCloseable {

    /** The longest wait for an answer of Redis before a read counts as a miss. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(1);

    private final CacheEngine engine;

    private Caches(CacheEngine engine) {
        this.engine = engine;
    }

    /** Caches of this process alone: all tiers are the near one. */
    public static Caches inProcess() {
        return new Caches(CacheEngine.inProcess());
    }

    /**
     * Caches shared over Redis. It waits for the answer of Redis, no longer than {@link
     * #DEFAULT_LIMIT}; without one the caches begin alone, and share as soon as Redis answers.
     *
     * @param redis stays the caller's to close
     * @param prefix the application's: what all its keys in Redis begin with
     */
    public static Caches over(Redis redis, String prefix) {
        return over(redis, prefix, DEFAULT_LIMIT);
    }

    /**
     * Caches shared over Redis.
     *
     * @param limit the longest wait for an answer of Redis, at the start too, before a read counts
     *     as a miss
     */
    public static Caches over(Redis redis, String prefix, Duration limit) {
        CacheSettings.requireKeyText("An application's key prefix", prefix);
        if (!limit.isPositive()) {
            throw new IllegalArgumentException(
                    "The limit for an answer of Redis must be positive, got %s".formatted(limit));
        }
        return new Caches(CacheEngine.over(redis, prefix, limit));
    }

    /**
     * Makes a cache.
     *
     * @throws IllegalArgumentException when a cache of this name exists already
     */
    public <K, V> Cache<K, V> create(CacheSettings<K, V> settings) {
        return engine.create(settings);
    }

    /**
     * Parts with a cache: this node drops what it holds in process, Redis and other nodes keep
     * theirs, and the name is free again. The cache must not be used from then on.
     *
     * @return false when there is no cache of this name
     */
    public boolean remove(String name) {
        return engine.remove(name);
    }

    /** The plain cache of JSON values over all keys of the application. Called once at most. */
    public CacheService service(Duration defaultTtl) {
        return new CacheService(engine, defaultTtl);
    }

    /** The caches there are, in the order in which they were made. */
    public List<Cache<?, ?>> all() {
        return engine.all();
    }

    /**
     * Tells the watcher, once each, of every cache there is and of every one that is made later; it
     * is called by the thread that makes the cache and must not make one itself.
     */
    public void onCreate(Consumer<? super Cache<?, ?>> watcher) {
        engine.onCreate(watcher);
    }

    /** Drops the entries that carry one of the tags, in every cache, in one round trip. */
    public boolean invalidateTags(String... tags) {
        return engine.invalidateTags(List.of(tags));
    }

    /**
     * Drops one key of whichever cache it belongs to.
     *
     * @param key with the prefix of its cache, without that of the application
     */
    public boolean invalidateKey(String key) {
        return engine.invalidateKey(key);
    }

    /**
     * Drops the keys that match, in every cache.
     *
     * @param pattern for keys with the prefixes of their caches, without that of the application
     * @return how many were dropped: from Redis, or from the process when there is no Redis
     */
    public long invalidateGlob(String pattern) {
        return engine.invalidateGlob(pattern);
    }

    /** Drops all entries of all caches, in one round trip. */
    public boolean clear() {
        return engine.clear();
    }

    /** Whether Redis answers and every invalidation of other nodes arrives here. */
    public boolean connected() {
        return engine.connected();
    }

    /** How many writes and invalidations wait for Redis to return. */
    public int pending() {
        return engine.pending();
    }

    @Override
    public void close() {
        engine.close();
    }
}
