package io.remanso.cache.internal;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.redis.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node with its caches: what stands behind {@link io.remanso.cache.Caches}. Thread-safe. */
public final class CacheEngine implements AutoCloseable {

    private static final String ALL = LogEvent.Spaces.ALL;

    private final Node node;
    private final Rules rules;
    private final @Nullable Redis redis;
    private final String prefix;
    private final List<Cache<?, ?>> made = new ArrayList<>();
    private final List<Consumer<? super Cache<?, ?>>> watchers = new ArrayList<>();

    private CacheEngine(
            @Nullable Redis redis, String prefix, Duration limit, Rules rules, CacheClock clock) {
        this.node = new Node(clock);
        this.rules = rules;
        this.redis = redis;
        this.prefix = prefix;
        if (redis != null) {
            node.join(new Remote(redis, prefix, limit, rules, node));
        }
    }

    /** A node that shares nothing. */
    public static CacheEngine inProcess() {
        return new CacheEngine(null, "", Duration.ZERO, Rules.SAFE, new TickingClock());
    }

    /**
     * A node that shares its caches with others.
     *
     * @param limit the longest wait for an answer of Redis
     */
    public static CacheEngine over(Redis redis, String prefix, Duration limit) {
        return new CacheEngine(redis, prefix, limit, Rules.SAFE, new TickingClock());
    }

    /** The same with other rules and another clock, for tests. */
    static CacheEngine with(
            @Nullable Redis redis, String prefix, Duration limit, Rules rules, CacheClock clock) {
        return new CacheEngine(redis, prefix, limit, rules, clock);
    }

    public <K, V> Cache<K, V> create(CacheSettings<K, V> settings) {
        TieredCache<K, V> cache = new TieredCache<>(new CacheCore<>(settings, node, rules.fill()));
        try {
            node.add(settings.name(), cache);
        } catch (IllegalArgumentException e) {
            cache.parted();
            throw e;
        }
        synchronized (made) {
            made.add(cache);
            watchers.forEach(watcher -> watcher.accept(cache));
        }
        return cache;
    }

    /** The caches there are, in the order in which they were made. */
    public List<Cache<?, ?>> all() {
        synchronized (made) {
            return List.copyOf(made);
        }
    }

    /** Tells the watcher of every cache there is, and of every one that is made later. */
    public void onCreate(Consumer<? super Cache<?, ?>> watcher) {
        synchronized (made) {
            made.forEach(watcher);
            watchers.add(watcher);
        }
    }

    /** Parts with a cache; false when there is none of this name. */
    public boolean remove(String name) {
        synchronized (made) {
            made.removeIf(cache -> cache.name().equals(name));
        }
        return node.remove(name);
    }

    public boolean invalidateTags(List<String> tags) {
        return node.announce(new LogEvent.Tags(tags), ALL).acknowledged();
    }

    /** Drops a key of whichever cache, named with that cache's prefix. */
    public boolean invalidateKey(String fullKey) {
        Remote remote = node.remote();
        LogEvent event = new LogEvent.Keys(List.of(fullKey));
        if (remote == null) {
            return node.announce(event, ALL).acknowledged();
        }
        node.pending().supersede(event);
        try {
            node.announced(remote.far().drop(List.of(fullKey)), event);
            return true;
        } catch (FarException e) {
            node.pending().drop(fullKey, ALL);
            remote.settleLater();
            node.unheard(List.of(fullKey));
            return false;
        }
    }

    /**
     * Drops the keys of all caches that match, named with their caches' prefixes.
     *
     * @return how many were dropped: in Redis, or in process when there is no Redis
     */
    public long invalidateGlob(String pattern) {
        Remote remote = node.remote();
        if (remote == null) {
            return node.invalidateGlob(pattern, node.timeline().bump());
        }
        LogEvent event = new LogEvent.Globs(List.of(pattern));
        node.pending().supersede(event);
        try {
            FarTier.Dropped dropped = remote.far().dropMatching(pattern);
            node.announced(dropped.ack(), event);
            return dropped.count();
        } catch (FarException e) {
            node.pending().add(event, ALL);
            remote.settleLater();
            node.apply(event, node.timeline().bump(), true);
            return 0;
        }
    }

    /** Drops everything, in one round trip. */
    public boolean clear() {
        LogEvent event = new LogEvent.Spaces(List.of(LogEvent.Spaces.ALL));
        return node.announce(event, ALL).acknowledged();
    }

    /** Whether Redis answers and every invalidation of other nodes arrives. */
    public boolean connected() {
        Remote remote = node.remote();
        return remote != null && remote.live() && remote.far().available();
    }

    /** How many writes and invalidations wait for Redis to return. */
    public int pending() {
        return node.pending().size();
    }

    public @Nullable Redis redis() {
        return redis;
    }

    public String prefix() {
        return prefix;
    }

    @Override
    public void close() {
        node.close();
    }
}
