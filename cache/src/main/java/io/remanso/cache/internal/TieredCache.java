package io.remanso.cache.internal;

import io.remanso.cache.Answer;
import io.remanso.cache.AsyncCache;
import io.remanso.cache.Cache;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.CacheListener;
import io.remanso.cache.CacheStats;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loader;
import io.remanso.cache.WarmUp;
import io.remanso.cache.internal.Flight.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of a node. A read looks into the near tier; that path is kept so short that it costs
 * little more than the map behind it: no allocation, no lock, no system call. All else begins at
 * {@link #beyond}.
 */
final class TieredCache<K, V> implements Cache<K, V>, Member {

    private final CacheCore<K, V> core;
    private final NearTier<K> near;
    private final CacheClock clock;
    private final Counters counters;
    private final Events events;
    private final @Nullable Loader<? super K, ? extends V> loader;
    private final Fetching<K, V> fetching;
    private final Writing<K, V> writing;
    private final BulkFetch<K, V> bulk;
    private final TieredAsync<K, V> async;

    TieredCache(CacheCore<K, V> core) {
        this.core = core;
        this.near = core.near;
        this.clock = core.node.clock();
        this.counters = core.counters;
        this.events = core.events;
        this.loader = core.settings.loading().loader();
        LoadRunner<K, V> loads = new LoadRunner<>(core.settings, counters, events);
        this.fetching = new Fetching<>(core, new FarFetch<>(core, loads));
        this.writing = new Writing<>(core);
        this.bulk = new BulkFetch<>(core, fetching, loads, (key, source) -> beyond(key, source));
        this.async = new TieredAsync<>(this, core.node.threads());
    }

    @Override
    public String name() {
        return core.settings.name();
    }

    @Override
    public @Nullable V get(K key) {
        NearEntry entry = near.hit(key);
        return entry != null ? value(entry) : beyond(key, loader).value();
    }

    @Override
    public @Nullable V get(K key, Loader<? super K, ? extends V> ownLoader) {
        NearEntry entry = near.hit(key);
        return entry != null ? value(entry) : beyond(key, ownLoader).value();
    }

    /** Whether {@link #get} would return without leaving the thread or the process. */
    boolean holdsQuietly(K key) {
        NearEntry entry = near.held(key);
        return entry != null && entry.quiet(clock.now()) && near.valid(entry);
    }

    @SuppressWarnings("unchecked") // only values of this cache are put into its entries
    private @Nullable V value(NearEntry entry) {
        return (V) entry.value;
    }

    /** A read that the near tier alone cannot answer, or not without more ado. */
    private Outcome<V> beyond(K key, @Nullable Loader<? super K, ? extends V> source) {
        NearEntry entry = near.held(key);
        long now = clock.now();
        boolean usable = entry != null && near.valid(entry) && !entry.gone(now);
        if (!usable || entry == null) {
            return fetching.get(key, source, null);
        }
        Outcome<V> held = new Outcome<>(value(entry), true, entry.stamp, entry.generations());
        long overdue = now - entry.freshUntil();
        if (overdue < 0) {
            long throttled = Math.min(now + core.lifespans.throttle(), entry.freshUntil());
            if (source != null && entry.hush(now, throttled)) {
                fetching.refresh(key, source);
            }
            near.countHit();
            events.emit(Kind.HIT, core.fullKey(key), Tier.NEAR);
            return held;
        }
        if (overdue < entry.terms().staleWhileRevalidate()) {
            long until = Math.min(now + core.lifespans.throttle(), entry.goneAt());
            long throttled =
                    Math.min(until, entry.freshUntil() + entry.terms().staleWhileRevalidate());
            if (source != null && entry.hush(now, throttled)) {
                fetching.refresh(key, source);
            }
            return stale(key, held);
        }
        boolean mayStandIn = overdue < entry.terms().staleOnError();
        try {
            return fetching.get(key, source, mayStandIn ? held.value() : null);
        } catch (LoadException e) {
            if (!mayStandIn) {
                throw e;
            }
            long failedAt = clock.now();
            long throttled = Math.min(failedAt + core.lifespans.throttle(), entry.goneAt());
            entry.hush(failedAt, throttled);
            return stale(key, held);
        }
    }

    private Outcome<V> stale(K key, Outcome<V> held) {
        counters.staleServed.increment();
        events.emit(Kind.STALE_SERVED, core.fullKey(key), Tier.NEAR);
        return held;
    }

    @Override
    public Answer<V> peek(K key) {
        NearEntry entry = near.held(key);
        long now = clock.now();
        if (entry != null && near.valid(entry) && !entry.gone(now)) {
            near.countHit();
            return entry.fresh(now)
                    ? new Answer.Fresh<>(value(entry))
                    : new Answer.Stale<>(value(entry), Duration.ofNanos(now - entry.freshUntil()));
        }
        return writing.peekFar(key);
    }

    @Override
    public Map<K, @Nullable V> getAll(Collection<? extends K> keys) {
        return bulk.getAll(keys, loader);
    }

    @Override
    public Map<K, @Nullable V> getAll(
            Collection<? extends K> keys, Loader<? super K, ? extends V> ownLoader) {
        return bulk.getAll(keys, ownLoader);
    }

    @Override
    public Iterator<K> keys() {
        return new KeyWalk<>(core);
    }

    @Override
    public boolean put(K key, @Nullable V value) {
        return writing.put(key, value, EntryOptions.DEFAULT);
    }

    @Override
    public boolean put(K key, @Nullable V value, EntryOptions options) {
        return writing.put(key, value, options);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        writing.putAll(entries);
    }

    @Override
    public boolean update(K key, Function<? super Answer<V>, Change<V>> change) {
        return writing.update(key, change);
    }

    @Override
    public boolean invalidate(K key) {
        return writing.invalidate(List.of(key));
    }

    @Override
    public boolean invalidateAll(Collection<? extends K> keys) {
        return keys.isEmpty() || writing.invalidate(keys);
    }

    @Override
    public boolean invalidateTags(String... tags) {
        counters.invalidations.increment();
        events.emit(Kind.INVALIDATE_TAGS, String.join(",", tags), null);
        return core.node.announce(new LogEvent.Tags(List.of(tags)), core.space()).acknowledged();
    }

    @Override
    public long invalidatePrefix(String prefix) {
        return writing.invalidateGlob(Glob.ofPrefix(prefix));
    }

    @Override
    public long invalidateGlob(String pattern) {
        return writing.invalidateGlob(pattern);
    }

    @Override
    public boolean clear() {
        counters.invalidations.increment();
        events.emit(Kind.CLEAR, null, null);
        LogEvent event = new LogEvent.Spaces(List.of(core.space()));
        return core.node.announce(event, core.space()).acknowledged();
    }

    @Override
    public WarmUp.Report warmUp(Collection<? extends K> keys, WarmUp warmUp) {
        return new WarmUpRun<>(this, warmUp, core.node.threads()).run(keys);
    }

    @Override
    public CacheStats stats() {
        Remote remote = core.node.remote();
        return new CacheStats(
                near.hits(),
                counters.farHits.sum(),
                counters.misses.sum(),
                counters.staleServed.sum(),
                counters.loads.sum(),
                counters.loadFailures.sum(),
                Duration.ofNanos(counters.loadNanos.sum()),
                counters.joined.sum(),
                counters.waits.sum(),
                counters.puts.sum(),
                counters.invalidations.sum(),
                counters.unreadable.sum(),
                counters.publishesRefused.sum(),
                near.refused(),
                counters.flushes.sum(),
                counters.redisFailures.sum(),
                core.node.pending().size(),
                near.size(),
                near.evicted(),
                remote != null && remote.live());
    }

    @Override
    public Subscription listen(CacheListener listener) {
        return events.add(listener);
    }

    @Override
    public AsyncCache<K, V> async() {
        return async;
    }

    @Override
    public String keyPrefix() {
        return core.space();
    }

    @Override
    public void keyInvalidated(String text, long stamp) {
        K key;
        try {
            key = core.settings.keys().decode(text);
        } catch (RuntimeException e) {
            // A key of another cache whose prefix begins like this one's, or of a newer version.
            near.invalidateAll(stamp);
            return;
        }
        near.invalidate(key, stamp);
    }

    @Override
    public long matchingInvalidated(Glob glob, long stamp) {
        return near.invalidateMatching(key -> glob.matches(core.fullKey(key)), stamp);
    }

    @Override
    public void cleared(long stamp) {
        near.invalidateAll(stamp);
    }

    @Override
    public void missed(long stamp) {
        near.invalidateAll(stamp);
        counters.flushes.increment();
        events.emit(Kind.FLUSH, null, Tier.NEAR);
    }

    @Override
    public void sweep(long now) {
        near.sweep(now);
    }

    @Override
    public void parted() {
        core.part();
    }

    @Override
    public String toString() {
        return "cache '%s'".formatted(name());
    }
}
