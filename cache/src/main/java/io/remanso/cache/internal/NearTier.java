package io.remanso.cache.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries in process, with the fill race closed: a value that was read before an invalidation
 * cannot be kept after it. Thread-safe.
 *
 * <p>An invalidation notes its stamp and drops the entry within the map's lock of the key; a fill
 * checks that note within the same lock. So either the fill comes first and is dropped, or it sees
 * the note.
 */
final class NearTier<K> {

    private static final int STRIPES = 1024;

    private final Cache<K, NearEntry> cache;

    /** The same entries: a read through this view is one step shorter. */
    private final ConcurrentMap<K, NearEntry> map;

    private final Upkeep upkeep = new Upkeep();
    private final FillGuard guard;
    private final AtomicLongArray invalidated = new AtomicLongArray(STRIPES);
    private final LongAdder refused = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final HitCounter hits = new HitCounter();
    private volatile long now;
    private volatile long validFrom;
    private volatile long fillFrom;

    /** From which stamp on an entry may answer without more ado: one field for what it takes. */
    private volatile long hitFrom;

    private boolean observed;

    NearTier(long maximumEntries, FillGuard guard) {
        this.guard = guard;
        this.cache =
                Caffeine.newBuilder()
                        .maximumSize(maximumEntries)
                        .executor(upkeep)
                        .evictionListener((key, value, cause) -> evicted.increment())
                        .build();
        this.map = cache.asMap();
    }

    /**
     * The entry that answers a read without more ado; null when there is none. The common case of
     * all reads: all it needs is in this object and the entry.
     */
    @Nullable NearEntry hit(K key) {
        NearEntry entry = map.get(key);
        if (entry != null && entry.quiet(now) && entry.stamp >= hitFrom) {
            hits.increment();
            return entry;
        }
        return null;
    }

    /** Counts a hit that took the long way. */
    void countHit() {
        hits.increment();
    }

    long hits() {
        return hits.sum();
    }

    /** The clock's hand. */
    void now(long nanos) {
        now = nanos;
    }

    /** Whether every hit shall take the long way, because somebody wants to hear of it. */
    synchronized void observed(boolean wanted) {
        observed = wanted;
        setHitFrom();
    }

    private void setHitFrom() {
        hitFrom = observed ? Long.MAX_VALUE : validFrom;
    }

    /** What is held for the key, valid or not. */
    @Nullable NearEntry held(K key) {
        return map.get(key);
    }

    /** Whether no invalidation that is known here concerns the entry. */
    boolean valid(NearEntry entry) {
        return entry.stamp >= validFrom && entry.stands();
    }

    /**
     * Keeps an entry unless an invalidation came after its stamp, or a newer entry is held.
     *
     * @return whether this entry is now held
     */
    boolean fill(K key, NearEntry entry) {
        upkeep.begin();
        try {
            NearEntry held =
                    map.compute(
                            key,
                            (k, old) -> {
                                if (!guard.mayFill(entry.stamp, invalidatedAt(k))) {
                                    refused.increment();
                                    return old;
                                }
                                return old != null && old.stamp > entry.stamp ? old : entry;
                            });
            if (held != entry) {
                return false;
            }
            // A walk over the keys may have passed before the entry was there to be met.
            return guard.mayFill(entry.stamp, invalidatedAt(key)) || !map.remove(key, entry);
        } finally {
            upkeep.end();
        }
    }

    /**
     * Keeps an entry in the place of another that must not be void by now.
     *
     * @param seen what was held for the key, valid or not
     * @param used whether the entry was made of it
     * @return false when something else is held, or what was used is void
     */
    boolean replace(K key, @Nullable NearEntry seen, boolean used, NearEntry entry) {
        upkeep.begin();
        try {
            NearEntry held =
                    map.compute(
                            key,
                            (k, old) -> {
                                if (old != seen || (used && (old == null || !valid(old)))) {
                                    return old;
                                }
                                invalidated.accumulateAndGet(stripe(k), entry.stamp, Math::max);
                                return entry;
                            });
            return held == entry;
        } finally {
            upkeep.end();
        }
    }

    /** Makes many changes, after which the map is put in order once. */
    void change(Runnable changes) {
        upkeep.begin();
        try {
            changes.run();
        } finally {
            upkeep.end();
        }
    }

    /** The stamp of the last invalidation that may have concerned the key. */
    long invalidatedAt(K key) {
        return Math.max(Math.max(invalidated.get(stripe(key)), fillFrom), validFrom);
    }

    /** Applies an invalidation of one key. */
    void invalidate(K key, long stamp) {
        upkeep.begin();
        try {
            map.compute(
                    key,
                    (k, old) -> {
                        invalidated.accumulateAndGet(stripe(k), stamp, Math::max);
                        return old == null || old.stamp < stamp ? null : old;
                    });
        } finally {
            upkeep.end();
        }
    }

    /**
     * Applies an invalidation of all keys that match: after its stamp is noted, an entry that is
     * older is dropped by this walk or by who keeps it meanwhile.
     */
    long invalidateMatching(Predicate<? super K> keys, long stamp) {
        refuseFillsBefore(stamp);
        long dropped = 0;
        for (K key : map.keySet()) {
            if (keys.test(key)
                    && map.computeIfPresent(key, (k, e) -> e.stamp < stamp ? null : e) == null) {
                dropped++;
            }
        }
        return dropped;
    }

    /**
     * Applies an invalidation of everything: entries below the stamp are void at once, and leave
     * with the next {@link #sweep}.
     */
    synchronized void invalidateAll(long stamp) {
        validFrom = Math.max(validFrom, stamp);
        setHitFrom();
    }

    /** Drops what can never be served again. */
    void sweep(long now) {
        map.values().removeIf(entry -> entry.gone(now) || !valid(entry));
    }

    /** The keys of what may be served, as of now. */
    List<K> keys(long now) {
        List<K> keys = new ArrayList<>();
        map.forEach((key, entry) -> {
            if (!entry.gone(now) && valid(entry)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private synchronized void refuseFillsBefore(long stamp) {
        fillFrom = Math.max(fillFrom, stamp);
    }

    long size() {
        return cache.estimatedSize();
    }

    long refused() {
        return refused.sum();
    }

    long evicted() {
        return evicted.sum();
    }

    private static int stripe(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash >>> 22;
    }
}
