package io.remanso.cache.internal;

import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import io.remanso.cache.internal.EntryCodec.Draft;
import io.remanso.cache.internal.Flight.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reading of many keys: one round trip for what Redis holds, one for the leases of the rest,
 * one bulk load, one round trip to publish. Keys that another caller or node loads meanwhile are
 * waited for one by one.
 */
final class BulkFetch<K, V> {

    /** The read of one key. */
    interface Single<K, V> {
        Outcome<V> get(K key, @Nullable Loader<? super K, ? extends V> loader);
    }

    private final CacheCore<K, V> core;
    private final Fetching<K, V> fetching;
    private final LoadRunner<K, V> loads;
    private final Single<K, V> single;

    BulkFetch(
            CacheCore<K, V> core,
            Fetching<K, V> fetching,
            LoadRunner<K, V> loads,
            Single<K, V> single) {
        this.single = single;
        this.core = core;
        this.fetching = fetching;
        this.loads = loads;
    }

    @SuppressWarnings("unchecked") // only values of this cache are put into its entries
    Map<K, @Nullable V> getAll(
            Collection<? extends K> keys, @Nullable Loader<? super K, ? extends V> loader) {
        Map<K, @Nullable V> all = LinkedHashMap.newLinkedHashMap(keys.size());
        List<K> wanting = new ArrayList<>();
        List<K> others = new ArrayList<>();
        for (K key : keys) {
            if (all.containsKey(key)) {
                continue;
            }
            NearEntry hit = core.near.hit(key);
            all.put(key, hit == null ? null : (V) hit.value);
            if (hit == null) {
                (mayStandIn(key) ? others : wanting).add(key);
            }
        }
        Found<K> found = readAll(wanting, all);
        found.missing.keySet().forEach(core::requireReversible);
        Map<K, Flight<V>> mine = new LinkedHashMap<>();
        try {
            for (K key : found.missing.keySet()) {
                Flight<V> flight = fetching.lead(key);
                if (flight == null) {
                    others.add(key);
                } else {
                    flight.lead();
                    mine.put(key, flight);
                }
            }
            others.addAll(fly(mine, found, loader));
        } catch (RuntimeException | Error e) {
            mine.forEach((key, flight) -> end(key, flight, e));
            throw e;
        }
        mine.forEach((key, flight) -> {
            if (flight.end().isDone()) {
                take(all, key, flight.end().join());
            }
        });
        for (K key : others) {
            take(all, key, single.get(key, loader));
        }
        return all;
    }

    /** Whether what is held in process may do, be it late: that is decided key by key. */
    private boolean mayStandIn(K key) {
        NearEntry held = core.near.held(key);
        return held != null && core.near.valid(held) && !held.gone(core.node.clock().now());
    }

    private void take(Map<K, @Nullable V> all, K key, Outcome<V> outcome) {
        if (outcome.held()) {
            all.put(key, outcome.value());
        } else {
            all.remove(key);
        }
    }

    private void end(K key, Flight<V> flight, Throwable error) {
        fetching.land(key, flight);
        flight.end().completeExceptionally(error);
    }

    private void end(K key, @Nullable Flight<V> flight, Outcome<V> outcome) {
        if (flight != null) {
            fetching.land(key, flight);
            flight.end().complete(outcome);
        }
    }

    /** Callers that joined these flights, and this one, go on key by key. */
    private void breakOff(Map<K, Flight<V>> mine, List<K> keys) {
        keys.forEach(key -> end(key, mine.remove(key), Outcome.again()));
    }

    /** What Redis does not have, as far as is known. */
    private static final class Found<K> {

        /** Null when it is not asked, or gave no answer. */
        @Nullable FarTier far;

        /** Per key the bytes that were found wanting; null for none. */
        final Map<K, byte @Nullable []> missing = new LinkedHashMap<>();

        /** Those of them whose entry is valid, but late. */
        final Set<K> stale = new HashSet<>();

        Found(@Nullable FarTier far) {
            this.far = far;
        }

        /** Nothing is known of any. */
        Found<K> none(List<K> keys) {
            keys.forEach(key -> missing.put(key, null));
            return this;
        }
    }

    /**
     * Takes what Redis has. That needs no flight: only a load must not be made twice, and a value
     * that an invalidation has overtaken is refused by the near tier whoever read it.
     */
    private Found<K> readAll(List<K> keys, Map<K, @Nullable V> all) {
        FarTier far = core.node.pending().isEmpty() ? core.far : null;
        Found<K> found = new Found<>(far);
        if (far == null || keys.isEmpty()) {
            return found.none(keys);
        }
        long stamp = core.node.timeline().applied().stamp();
        List<String> fullKeys = new ArrayList<>(keys.size());
        keys.forEach(key -> fullKeys.add(core.fullKey(key)));
        try {
            List<byte @Nullable []> raws = far.readAll(fullKeys, core.codec.usual().idleMillis());
            core.near.change(() -> {
                for (int i = 0; i < raws.size(); i++) {
                    read(keys.get(i), fullKeys.get(i), raws.get(i), stamp, found, all);
                }
            });
        } catch (FarException e) {
            core.failed(e);
            found.far = null;
            found.none(keys);
        }
        return found;
    }

    private void read(
            K key,
            String fullKey,
            byte @Nullable [] raw,
            long stamp,
            Found<K> found,
            Map<K, @Nullable V> all) {
        FarEntry<V> entry = core.open(fullKey, raw);
        if (entry == null || !entry.fresh()) {
            if (entry != null) {
                found.stale.add(key);
            }
            found.missing.put(key, raw);
            return;
        }
        core.counters.farHits.increment();
        core.events.emit(Kind.HIT, fullKey, Tier.FAR);
        core.fill(key, entry, stamp);
        all.put(key, entry.value());
    }

    /** Ends the flights; returns the keys that have to be asked for one by one. */
    private List<K> fly(
            Map<K, Flight<V>> mine,
            Found<K> found,
            @Nullable Loader<? super K, ? extends V> loader) {
        List<K> wanting = new ArrayList<>(mine.keySet());
        if (wanting.isEmpty()) {
            return List.of();
        }
        core.counters.misses.add(wanting.size());
        if (loader == null) {
            wanting.forEach(key -> end(key, mine.get(key), Outcome.missing()));
            return List.of();
        }
        // What may stand in, and what may be given up, is decided key by key.
        boolean singly = core.settings.loading().hardTimeout() != null;
        List<K> others = new ArrayList<>(wanting);
        others.removeIf(key -> !singly && !found.stale.contains(key));
        breakOff(mine, others);
        if (!mine.isEmpty()) {
            others.addAll(load(mine, new ArrayList<>(mine.keySet()), found, loader));
        }
        return others;
    }

    private List<K> load(
            Map<K, Flight<V>> mine,
            List<K> wanting,
            Found<K> found,
            Loader<? super K, ? extends V> loader) {
        FarTier far = found.far;
        return far == null
                ? loadAlone(mine, wanting, loader)
                : loadUnderLease(far, mine, wanting, found.missing, loader);
    }

    private List<K> loadAlone(
            Map<K, Flight<V>> mine, List<K> wanting, Loader<? super K, ? extends V> loader) {
        Timeline.Mark mark = core.node.timeline().mark();
        Map<K, Draft<V>> drafts = drafts(wanting, loader);
        for (K key : wanting) {
            Draft<V> draft = Objects.requireNonNull(drafts.get(key));
            Generation[] generations = core.generationsOf(draft);
            if (!draft.ttl().isZero()) {
                core.fill(key, draft, generations, mark.stamp());
            }
            end(key, mine.get(key), new Outcome<>(draft.value(), true, mark.stamp(), generations));
        }
        return List.of();
    }

    /**
     * What the load of these keys asks to be kept; of a key that it leaves out, that there is no
     * value.
     */
    private Map<K, Draft<V>> drafts(List<K> keys, Loader<? super K, ? extends V> loader) {
        Map<K, Loaded<V>> loaded = loads.loadAll(keys, loader);
        Map<K, Draft<V>> drafts = LinkedHashMap.newLinkedHashMap(keys.size());
        for (K key : keys) {
            drafts.put(key, core.draft(key, loaded.getOrDefault(key, Loaded.of(null))));
        }
        return drafts;
    }

    private List<K> loadUnderLease(
            FarTier far,
            Map<K, Flight<V>> mine,
            List<K> wanting,
            Map<K, byte @Nullable []> seen,
            Loader<? super K, ? extends V> loader) {
        String token = UUID.randomUUID().toString();
        List<LeaseAnswer> answers;
        try {
            answers =
                    far.acquireAll(
                            wanting.stream().map(core::fullKey).toList(),
                            token,
                            core.settings.loading().leaseTime(),
                            wanting.stream().map(seen::get).toList());
        } catch (FarException e) {
            core.failed(e);
            far.forget(wanting.stream().map(core::fullKey).toList(), token);
            return loadAlone(mine, wanting, loader);
        }
        List<K> granted = new ArrayList<>();
        List<K> others = new ArrayList<>();
        for (int i = 0; i < wanting.size(); i++) {
            (answers.get(i) instanceof LeaseAnswer.Granted ? granted : others).add(wanting.get(i));
        }
        breakOff(mine, others);
        if (!granted.isEmpty()) {
            loadGranted(far, mine, granted, token, loader);
        }
        return others;
    }

    private void loadGranted(
            FarTier far,
            Map<K, Flight<V>> mine,
            List<K> granted,
            String token,
            Loader<? super K, ? extends V> loader) {
        Timeline.Mark mark = core.node.timeline().mark();
        List<String> fullKeys = granted.stream().map(core::fullKey).toList();
        Map<K, Draft<V>> all;
        Renewal renewal = Renewal.begin(core, far, fullKeys, token);
        try {
            all = drafts(granted, loader);
        } catch (LoadException e) {
            fullKeys.forEach(key -> giveBack(far, key, token));
            throw e;
        } finally {
            renewal.end();
        }
        List<K> kept = new ArrayList<>();
        List<Draft<V>> drafts = new ArrayList<>();
        List<byte[]> entries = new ArrayList<>();
        for (K key : granted) {
            Draft<V> draft = Objects.requireNonNull(all.get(key));
            boolean keeps = !draft.ttl().isZero();
            byte[] entry = keeps && draft.terms().far() ? encoded(draft, mark, key) : null;
            if (entry == null) {
                Generation[] generations = core.generationsOf(draft);
                if (giveBack(far, core.fullKey(key), token) && keeps && !draft.terms().far()) {
                    core.fill(key, draft, generations, mark.stamp());
                }
                end(
                        key,
                        mine.get(key),
                        new Outcome<>(draft.value(), true, mark.stamp(), generations));
            } else {
                kept.add(key);
                drafts.add(draft);
                entries.add(entry);
            }
        }
        List<Boolean> published =
                publish(
                        far,
                        kept.stream().map(core::fullKey).toList(),
                        token,
                        entries,
                        drafts.stream().map(core.codec::millisToLive).toList());
        for (int i = 0; i < kept.size(); i++) {
            K key = kept.get(i);
            Draft<V> draft = drafts.get(i);
            Generation[] generations = core.generationsOf(draft);
            if (published.get(i)) {
                core.fill(key, draft, generations, mark.stamp());
            } else {
                core.counters.publishesRefused.increment();
                core.events.emit(Kind.PUBLISH_REFUSED, core.fullKey(key), Tier.FAR);
            }
            end(key, mine.get(key), new Outcome<>(draft.value(), true, mark.stamp(), generations));
        }
    }

    /** The entry's bytes; null when the codec does not take the value, which then is not kept. */
    private byte @Nullable [] encoded(Draft<V> draft, Timeline.Mark mark, K key) {
        try {
            return core.codec.write(draft, mark);
        } catch (RuntimeException e) {
            core.events.emit(Kind.UNREADABLE, core.fullKey(key), Tier.FAR, 0, e);
            return null;
        }
    }

    private List<Boolean> publish(
            FarTier far,
            List<String> fullKeys,
            String token,
            List<byte[]> entries,
            List<Long> millis) {
        try {
            return far.publishAll(fullKeys, token, entries, millis);
        } catch (FarException e) {
            core.failed(e);
            return fullKeys.stream().map(key -> true).toList();
        }
    }

    /** Whether the lease was held until now, as far as is known. */
    private boolean giveBack(FarTier far, String fullKey, String token) {
        try {
            return far.release(fullKey, token, Duration.ZERO);
        } catch (FarException e) {
            // The lease ends by itself.
            core.failed(e);
            return true;
        }
    }
}
