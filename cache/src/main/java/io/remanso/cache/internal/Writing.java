package io.remanso.cache.internal;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.internal.EntryCodec.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writes and invalidations of one cache. Every one of them is in force on this node when the
 * call returns, and on every other as soon as it reads the log; one that Redis did not acknowledge
 * is remembered and made when Redis is back.
 */
final class Writing<K, V> {

    private static final int LOCKS = 64;

    private final CacheCore<K, V> core;
    private final Object[] locks = new Object[LOCKS];

    Writing(CacheCore<K, V> core) {
        this.core = core;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** Whether it is in force on every node; false when it was put off. */
    boolean put(K key, @Nullable V value, EntryOptions options) {
        long start = System.nanoTime();
        String fullKey = core.fullKey(key);
        core.requireReversible(key);
        FarTier far = core.far;
        Timeline.Mark mark = core.node.timeline().mark();
        Draft<V> draft = core.codec.draft(key, value, options);
        if (draft.ttl().isZero()) {
            return invalidate(List.of(key));
        }
        boolean done;
        if (far == null || !draft.terms().far()) {
            done = putNear(far, key, fullKey, draft);
        } else {
            done = putFar(far, key, fullKey, draft, mark);
        }
        core.counters.puts.increment();
        core.events.emit(Kind.PUT, fullKey, null, System.nanoTime() - start, null);
        return done;
    }

    /** The value stays on this node; Redis and the others only learn that theirs is void. */
    private boolean putNear(@Nullable FarTier far, K key, String fullKey, Draft<V> draft) {
        List<String> fullKeys = List.of(fullKey);
        synchronized (lockOf(key)) {
            Node.Announced announced =
                    far == null ? announceKeys(fullKeys) : dropFar(far, fullKeys);
            core.fill(key, draft, core.generationsOf(draft), announced.stamp());
            return announced.acknowledged();
        }
    }

    private Node.Announced announceKeys(List<String> fullKeys) {
        return core.node.announce(new LogEvent.Keys(fullKeys), core.space());
    }

    private boolean putFar(FarTier far, K key, String fullKey, Draft<V> draft, Timeline.Mark mark) {
        long begunAt = core.node.timeline().begun();
        byte[] entry = core.codec.write(draft, mark);
        long millis = core.codec.millisToLive(draft);
        Pending pending = core.node.pending();
        LogEvent event = new LogEvent.Keys(List.of(fullKey));
        pending.supersede(event);
        try {
            requireEpoch(mark);
            Ack ack = far.store(fullKey, entry, millis);
            core.node.announced(ack, event);
            return true;
        } catch (FarException e) {
            core.failed(e);
            if (e.outOfMemory()) {
                dropFar(far, List.of(fullKey));
                return false;
            }
            if (mark.epoch().isEmpty()) {
                pending.drop(fullKey, core.space());
            } else {
                pending.store(fullKey, new Pending.Op(core.space(), entry, millis), begunAt);
            }
            later();
            long stamp = core.node.unheard(List.of(fullKey));
            core.fill(key, draft, core.generationsOf(draft), stamp);
            return false;
        }
    }

    /** An entry of no epoch would be void for every node as soon as it is read. */
    private static void requireEpoch(Timeline.Mark mark) {
        if (mark.epoch().isEmpty()) {
            throw new FarException("The invalidation log was not followed yet", null);
        }
    }

    private void later() {
        Remote remote = core.node.remote();
        if (remote != null) {
            remote.settleLater();
        }
    }

    void putAll(Map<? extends K, ? extends V> entries) {
        FarTier far = core.far;
        if (far == null || !core.node.pending().isEmpty()) {
            entries.forEach((key, value) -> put(key, value, EntryOptions.DEFAULT));
            return;
        }
        long start = System.nanoTime();
        Timeline.Mark mark = core.node.timeline().mark();
        List<String> keys = new ArrayList<>(entries.size());
        List<byte[]> frames = new ArrayList<>(entries.size());
        List<Long> millis = new ArrayList<>(entries.size());
        List<K> notKept = new ArrayList<>();
        entries.forEach((key, value) -> {
            core.requireReversible(key);
            Draft<V> draft = core.codec.draft(key, value, EntryOptions.DEFAULT);
            if (draft.ttl().isZero()) {
                notKept.add(key);
            } else {
                keys.add(core.fullKey(key));
                frames.add(core.codec.write(draft, mark));
                millis.add(core.codec.millisToLive(draft));
            }
        });
        if (!notKept.isEmpty()) {
            invalidate(notKept);
        }
        if (keys.isEmpty()) {
            return;
        }
        try {
            requireEpoch(mark);
            Ack ack = far.storeAll(keys, frames, millis);
            core.node.announced(ack, new LogEvent.Keys(keys));
            core.counters.puts.add(keys.size());
            long took = System.nanoTime() - start;
            keys.forEach(key -> core.events.emit(Kind.PUT, key, null, took, null));
        } catch (FarException e) {
            // Which of them were stored is not known: one by one, each is stored or remembered.
            core.failed(e);
            entries.forEach((key, value) -> put(key, value, EntryOptions.DEFAULT));
        }
    }

    boolean invalidate(Collection<? extends K> keys) {
        long start = System.nanoTime();
        List<String> fullKeys = new ArrayList<>(keys.size());
        keys.forEach(key -> fullKeys.add(core.fullKey(key)));
        core.counters.invalidations.add(keys.size());
        FarTier far = core.far;
        boolean done =
                (far == null ? announceKeys(fullKeys) : dropFar(far, fullKeys)).acknowledged();
        long took = System.nanoTime() - start;
        fullKeys.forEach(key -> core.events.emit(Kind.INVALIDATE, key, null, took, null));
        return done;
    }

    private Node.Announced dropFar(FarTier far, List<String> fullKeys) {
        Pending pending = core.node.pending();
        LogEvent event = new LogEvent.Keys(fullKeys);
        pending.supersede(event);
        try {
            return new Node.Announced(core.node.announced(far.drop(fullKeys), event), true);
        } catch (FarException e) {
            core.failed(e);
            fullKeys.forEach(key -> pending.drop(key, core.space()));
            later();
            return new Node.Announced(core.node.unheard(fullKeys), false);
        }
    }

    long invalidateGlob(String pattern) {
        String glob = Glob.literal(core.space()) + pattern;
        LogEvent event = new LogEvent.Globs(List.of(glob));
        core.counters.invalidations.increment();
        core.events.emit(Kind.INVALIDATE_GLOB, pattern, null);
        FarTier far = core.far;
        if (far == null) {
            Glob matcher = new Glob(glob);
            long stamp = core.node.timeline().bump();
            long count =
                    core.near.invalidateMatching(key -> matcher.matches(core.fullKey(key)), stamp);
            core.node.announce(event, core.space());
            return count;
        }
        core.node.pending().supersede(event);
        try {
            FarTier.Dropped dropped = far.dropMatching(glob);
            core.node.announced(dropped.ack(), event);
            return dropped.count();
        } catch (FarException e) {
            core.failed(e);
            core.node.pending().add(event, core.space());
            later();
            core.node.apply(event, core.node.timeline().bump(), true);
            return 0;
        }
    }

    /** What Redis holds for the key. */
    Answer<V> peekFar(K key) {
        long start = System.nanoTime();
        String fullKey = core.fullKey(key);
        FarTier far = core.farFor(fullKey);
        if (far == null) {
            core.counters.misses.increment();
            core.events.emit(Kind.MISS, fullKey, null);
            return new Answer.Missing<>();
        }
        long stamp = core.node.timeline().applied().stamp();
        try {
            FarEntry<V> entry =
                    core.open(fullKey, far.read(fullKey, core.codec.usual().idleMillis()));
            if (entry != null) {
                core.counters.farHits.increment();
                core.events.emit(Kind.HIT, fullKey, Tier.FAR, System.nanoTime() - start, null);
                if (!entry.fresh()) {
                    return new Answer.Stale<>(entry.value(), Duration.ofMillis(entry.overdue()));
                }
                core.fill(key, entry, stamp);
                return new Answer.Fresh<>(entry.value());
            }
        } catch (FarException e) {
            core.failed(e);
        }
        core.counters.misses.increment();
        core.events.emit(Kind.MISS, fullKey, null, System.nanoTime() - start, null);
        return new Answer.Missing<>();
    }

    boolean update(K key, Function<? super Answer<V>, Change<V>> change) {
        core.requireReversible(key);
        return core.far == null ? updateNear(key, change) : updateFar(core.far, key, change);
    }

    private boolean updateNear(K key, Function<? super Answer<V>, Change<V>> change) {
        long start = System.nanoTime();
        synchronized (lockOf(key)) {
            while (true) {
                NearEntry seen = core.near.held(key);
                NearEntry held = answering(seen);
                Change<V> wanted = change.apply(answer(held));
                if (wanted instanceof Change.Keep<V>) {
                    return true;
                }
                Draft<V> draft = draft(key, wanted, held == null ? null : left(held));
                if (draft == null) {
                    return invalidate(List.of(key));
                }
                NearEntry next =
                        core.nearEntry(
                                draft, core.generationsOf(draft), core.node.timeline().bump());
                if (core.near.replace(key, seen, held != null, next)) {
                    boolean told = tellOthers(key, draft);
                    core.counters.puts.increment();
                    long took = System.nanoTime() - start;
                    core.events.emit(Kind.PUT, core.fullKey(key), null, took, null);
                    return told;
                }
            }
        }
    }

    /** Lets the other nodes know that theirs is void, and holds the value from there on. */
    private boolean tellOthers(K key, Draft<V> draft) {
        if (core.node.remote() == null) {
            return true;
        }
        Node.Announced announced = announceKeys(List.of(core.fullKey(key)));
        core.fill(key, draft, core.generationsOf(draft), announced.stamp());
        return announced.acknowledged();
    }

    /** An entry in process if it is fresh; else null. */
    private @Nullable NearEntry answering(@Nullable NearEntry entry) {
        long now = core.node.clock().now();
        return entry != null && core.near.valid(entry) && entry.fresh(now) && !entry.gone(now)
                ? entry
                : null;
    }

    @SuppressWarnings("unchecked") // only values of this cache are put into its entries
    private Answer<V> answer(@Nullable NearEntry held) {
        return held == null ? new Answer.Missing<>() : new Answer.Fresh<>((V) held.value);
    }

    private Duration left(NearEntry held) {
        return Duration.ofNanos(Math.max(held.freshUntil() - core.node.clock().now(), 1));
    }

    /** The options of a value that lives as long as the one before it would have. */
    private static EntryOptions within(@Nullable Duration left, EntryOptions options) {
        return left == null ? options : options.ttl(left).jitter(0);
    }

    private boolean updateFar(FarTier far, K key, Function<? super Answer<V>, Change<V>> change) {
        long start = System.nanoTime();
        String fullKey = core.fullKey(key);
        if (core.farFor(fullKey) == null) {
            return false;
        }
        while (true) {
            Timeline.Mark mark = core.node.timeline().mark();
            byte[] seen;
            FarEntry<V> entry;
            boolean ahead;
            try {
                requireEpoch(mark);
                seen = far.read(fullKey, 0);
                // The mark may stand for a clear that this node has yet to hear of.
                ahead = mark.stamp() > core.node.timeline().applied().stamp();
                entry = core.open(fullKey, seen);
            } catch (FarException e) {
                core.failed(e);
                return false;
            }
            FarEntry<V> held = entry != null && entry.fresh() ? entry : null;
            Change<V> wanted =
                    change.apply(
                            held == null
                                    ? new Answer.Missing<>()
                                    : new Answer.Fresh<>(held.value()));
            if (wanted instanceof Change.Keep<V>) {
                return true;
            }
            Duration left = held == null ? null : Duration.ofMillis(held.ttl() - held.age());
            Draft<V> draft = draft(key, wanted, left);
            byte[] next = draft == null ? null : core.codec.write(requireFar(draft, fullKey), mark);
            long millis = draft == null ? 0 : core.codec.millisToLive(draft);
            try {
                Ack ack = far.replace(fullKey, seen, next, millis);
                if (ack == null) {
                    continue;
                }
                LogEvent event = new LogEvent.Keys(List.of(fullKey));
                core.node.announced(ack, event);
                if (draft != null && held != null && core.droppedWithOthers(held, ahead)) {
                    core.node.announced(far.drop(List.of(fullKey)), event);
                    continue;
                }
                (draft == null ? core.counters.invalidations : core.counters.puts).increment();
                Kind kind = draft == null ? Kind.INVALIDATE : Kind.PUT;
                core.events.emit(kind, fullKey, null, System.nanoTime() - start, null);
                return true;
            } catch (FarException e) {
                // It may have been made: what this node holds is void, and the key is dropped.
                core.failed(e);
                core.node.pending().drop(fullKey, core.space());
                later();
                core.node.unheard(List.of(fullKey));
                return false;
            }
        }
    }

    /**
     * What is to be held after a change; null for nothing.
     *
     * @param left how long the value before would have lived; null when there was none
     */
    private @Nullable Draft<V> draft(K key, Change<V> change, @Nullable Duration left) {
        Draft<V> draft =
                switch (change) {
                    case Change.Keep<V> keep -> null;
                    case Change.Remove<V> remove -> null;
                    case Change.Store<V> store ->
                            core.codec.draft(key, store.value(), store.options());
                    case Change.Amend<V> amend ->
                            core.codec.draft(key, amend.value(), within(left, amend.options()));
                };
        return draft == null || draft.ttl().isZero() ? null : draft;
    }

    private Draft<V> requireFar(Draft<V> draft, String fullKey) {
        if (!draft.terms().far()) {
            throw new IllegalArgumentException(
                    "An update stores in Redis, got tiers NEAR for '%s'; put it instead"
                            .formatted(fullKey));
        }
        return draft;
    }

    private Object lockOf(K key) {
        return locks[(key.hashCode() * 0x9E3779B9) >>> 26];
    }
}
