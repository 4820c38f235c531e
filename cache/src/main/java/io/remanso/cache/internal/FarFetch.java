package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loader;
import io.remanso.cache.internal.EntryCodec.Draft;
import io.remanso.cache.internal.Flight.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One flight, from the read in Redis over the lease to the load and its publication. */
final class FarFetch<K, V> {

    /** The longest wait before looking again whether another node's load has ended. */
    private static final long LONGEST_WAIT_MILLIS = 250;

    /** After so many keys in a row that Redis did not have, the next is taken to be missing too. */
    private static final int MISSING_IN_A_ROW = 8;

    private final CacheCore<K, V> core;
    private final LoadRunner<K, V> loads;
    private final AtomicInteger missing = new AtomicInteger();

    FarFetch(CacheCore<K, V> core, LoadRunner<K, V> loads) {
        this.core = core;
        this.loads = loads;
    }

    /**
     * The value from Redis, or loaded, or stale where that is allowed.
     *
     * @param revalidate starts the load of the next value in the background
     */
    Outcome<V> fetch(
            K key,
            @Nullable Loader<? super K, ? extends V> loader,
            Flight<V> flight,
            Runnable revalidate) {
        long start = System.nanoTime();
        String fullKey = core.fullKey(key);
        FarTier far = core.farFor(fullKey);
        Found<V> found = far == null ? new Found<>(null, null, 0) : look(far, fullKey, loader);
        FarEntry<V> entry = found.entry();
        if (entry != null && entry.fresh()) {
            core.fill(key, entry, found.stamp());
            core.counters.farHits.increment();
            core.events.emit(Kind.HIT, fullKey, Tier.FAR, System.nanoTime() - start, null);
            return outcome(found);
        }
        core.counters.misses.increment();
        core.events.emit(Kind.MISS, fullKey, null, System.nanoTime() - start, null);
        if (loader == null) {
            return Outcome.missing();
        }
        if (entry != null) {
            if (entry.mayRevalidate()) {
                revalidate.run();
                return stale(key, fullKey, found);
            }
            if (entry.mayStandIn()) {
                flight.found(outcome(found));
            }
        }
        if (far == null || found.failed()) {
            return loadAlone(key, fullKey, loader, found);
        }
        return found.lease() == null
                ? loadUnderLease(far, key, fullKey, loader, flight, found)
                : loadAndPublish(far, key, fullKey, loader, flight, found.lease(), found);
    }

    /** The next value, loaded although the one in Redis may still be fresh. */
    Outcome<V> refresh(K key, Loader<? super K, ? extends V> loader, Flight<V> flight) {
        String fullKey = core.fullKey(key);
        FarTier far = core.farFor(fullKey);
        if (far == null) {
            return loadAlone(key, fullKey, loader, new Found<>(null, null, 0));
        }
        Found<V> found = read(far, fullKey);
        FarEntry<V> entry = found.entry();
        if (found.failed()) {
            return loadAlone(key, fullKey, loader, found);
        }
        if (entry != null && entry.fresh() && !dueForRefresh(entry)) {
            core.fill(key, entry, found.stamp());
            return outcome(found);
        }
        return loadUnderLease(far, key, fullKey, loader, flight, found.forRefresh());
    }

    private boolean dueForRefresh(FarEntry<V> entry) {
        double share = entry.terms().refreshAt();
        return share < 1 && entry.age() >= entry.ttl() * share;
    }

    /**
     * What a read in Redis came to.
     *
     * @param raw the bytes; null when there were none
     * @param entry the valid entry, fresh or stale; null when there is none
     * @param stamp what this node had applied of the log before it read
     * @param failed whether Redis gave no answer
     * @param patient whether to wait for the load of another node
     * @param lease the token of a lease that was granted with the read; null when none was
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Found<V>(
            byte @Nullable [] raw,
            @Nullable FarEntry<V> entry,
            long stamp,
            boolean failed,
            boolean patient,
            @Nullable String lease) {

        Found(byte @Nullable [] raw, @Nullable FarEntry<V> entry, long stamp) {
            this(raw, entry, stamp, false, true, null);
        }

        static <V> Found<V> noAnswer(long stamp) {
            return new Found<>(null, null, stamp, true, true, null);
        }

        static <V> Found<V> nothingButLease(String token, long stamp) {
            return new Found<>(null, null, stamp, false, true, token);
        }

        /** The same, for a caller that need not wait for the load of another node. */
        Found<V> forRefresh() {
            return new Found<>(raw, entry, stamp, failed, false, lease);
        }
    }

    /** Reads; a key that is likely missing and is to be loaded then is leased in the same step. */
    private Found<V> look(
            FarTier far, String fullKey, @Nullable Loader<? super K, ? extends V> loader) {
        boolean lease =
                loader != null
                        && missing.get() >= MISSING_IN_A_ROW
                        && core.codec.usual().idleMillis() == 0;
        Found<V> found = lease ? readOrLease(far, fullKey) : read(far, fullKey);
        if (found.raw() != null || found.failed()) {
            missing.set(0);
        } else if (missing.get() < MISSING_IN_A_ROW) {
            missing.incrementAndGet();
        }
        return found;
    }

    private Found<V> readOrLease(FarTier far, String fullKey) {
        long stamp = core.node.timeline().applied().stamp();
        String token = UUID.randomUUID().toString();
        try {
            LeaseAnswer answer =
                    far.acquire(fullKey, token, core.settings.loading().leaseTime(), null, false);
            return switch (answer) {
                case LeaseAnswer.Granted granted -> Found.nothingButLease(token, stamp);
                case LeaseAnswer.Stored stored -> opened(fullKey, stored.entry(), stamp);
                case LeaseAnswer.Busy busy -> new Found<>(null, null, stamp);
                case LeaseAnswer.Failed failed -> new Found<>(null, null, stamp);
            };
        } catch (FarException e) {
            if (e.outOfMemory()) {
                // Redis grants no lease then, but it may have the entry.
                return read(far, fullKey);
            }
            core.failed(e);
            far.forget(List.of(fullKey), token);
            return Found.noAnswer(stamp);
        }
    }

    private Found<V> read(FarTier far, String fullKey) {
        long stamp = core.node.timeline().applied().stamp();
        try {
            byte[] raw = far.read(fullKey, core.codec.usual().idleMillis());
            return opened(fullKey, raw, stamp);
        } catch (FarException e) {
            core.failed(e);
            return Found.noAnswer(stamp);
        }
    }

    private Found<V> opened(String fullKey, byte @Nullable [] raw, long stamp) {
        return new Found<>(raw, core.open(fullKey, raw), stamp);
    }

    private Outcome<V> loadUnderLease(
            FarTier far,
            K key,
            String fullKey,
            Loader<? super K, ? extends V> loader,
            Flight<V> flight,
            Found<V> found) {
        String token = UUID.randomUUID().toString();
        Remote remote = Objects.requireNonNull(core.node.remote());
        String entryKey = new String(remote.keys().entry(fullKey), UTF_8);
        byte[] seen = found.raw();
        boolean waited = false;
        while (true) {
            long stamp = core.node.timeline().applied().stamp();
            Waiters.Wait wait = remote.waiters().begin(entryKey);
            try {
                LeaseAnswer answer =
                        far.acquire(
                                fullKey,
                                token,
                                core.settings.loading().leaseTime(),
                                seen,
                                found.patient());
                switch (answer) {
                    case LeaseAnswer.Granted granted -> {
                        return loadAndPublish(far, key, fullKey, loader, flight, token, found);
                    }
                    case LeaseAnswer.Stored stored -> {
                        seen = stored.entry();
                        FarEntry<V> entry = core.open(fullKey, seen);
                        if (entry != null && entry.fresh()) {
                            core.fill(key, entry, stamp);
                            return outcome(new Found<>(seen, entry, stamp));
                        }
                    }
                    case LeaseAnswer.Failed failed -> {
                        return found.entry() != null && found.entry().mayStandIn()
                                ? stale(key, fullKey, found)
                                : loadAlone(key, fullKey, loader, found);
                    }
                    case LeaseAnswer.Busy busy -> {
                        if (!found.patient() && found.entry() != null) {
                            return outcome(found);
                        }
                        if (!waited) {
                            waited = true;
                            core.counters.waits.increment();
                        }
                        await(wait, busy.millisLeft());
                    }
                }
            } catch (FarException e) {
                core.failed(e);
                far.forget(List.of(fullKey), token);
                return loadAlone(key, fullKey, loader, found);
            } finally {
                remote.waiters().forget(entryKey, wait);
            }
        }
    }

    private Draft<V> load(K key, String fullKey, Loader<? super K, ? extends V> loader) {
        return core.draft(key, loads.load(key, fullKey, loader));
    }

    private void await(Waiters.Wait wait, long millisLeft) {
        try {
            wait.await(Math.clamp(millisLeft, 1, LONGEST_WAIT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("The wait for another node's load was interrupted", e);
        }
    }

    private Outcome<V> loadAndPublish(
            FarTier far,
            K key,
            String fullKey,
            Loader<? super K, ? extends V> loader,
            Flight<V> flight,
            String token,
            Found<V> found) {
        Timeline.Mark mark = core.node.timeline().mark();
        Renewal renewal = Renewal.begin(core, far, List.of(fullKey), token);
        flight.holds(() -> {
            renewal.end();
            far.forget(List.of(fullKey), token);
        });
        Draft<V> draft;
        try {
            draft = load(key, fullKey, loader);
        } catch (LoadException e) {
            boolean standsIn = found.entry() != null && found.entry().mayStandIn();
            giveBack(
                    far,
                    fullKey,
                    token,
                    standsIn ? core.settings.lifetime().errorThrottle() : Duration.ZERO);
            return standInOrThrow(key, fullKey, found, e);
        } finally {
            renewal.end();
            flight.holdsNothing();
        }
        Generation[] generations = core.generationsOf(draft);
        if (draft.ttl().isZero()) {
            giveBack(far, fullKey, token, Duration.ZERO);
        } else if (!draft.terms().far()) {
            if (giveBack(far, fullKey, token, Duration.ZERO)) {
                core.fill(key, draft, generations, mark.stamp());
            }
        } else if (publish(far, fullKey, token, draft, mark)) {
            core.fill(key, draft, generations, mark.stamp());
        }
        return new Outcome<>(draft.value(), true, mark.stamp(), generations);
    }

    /** Whether the value may be kept in process: not when an invalidation has taken the lease. */
    private boolean publish(
            FarTier far, String fullKey, String token, Draft<V> draft, Timeline.Mark mark) {
        byte[] entry;
        try {
            entry = core.codec.write(draft, mark);
        } catch (RuntimeException e) {
            core.events.emit(Kind.UNREADABLE, fullKey, Tier.FAR, 0, e);
            giveBack(far, fullKey, token, Duration.ZERO);
            return true;
        }
        try {
            boolean published = far.publish(fullKey, token, entry, core.codec.millisToLive(draft));
            if (!published) {
                core.counters.publishesRefused.increment();
                core.events.emit(Kind.PUBLISH_REFUSED, fullKey, Tier.FAR);
            }
            return published;
        } catch (FarException e) {
            core.failed(e);
            if (e.outOfMemory()) {
                giveBack(far, fullKey, token, Duration.ZERO);
            }
            return true;
        }
    }

    /** Whether the lease was held until now, as far as is known. */
    private boolean giveBack(FarTier far, String fullKey, String token, Duration pause) {
        try {
            return far.release(fullKey, token, pause);
        } catch (FarException e) {
            // The lease ends by itself.
            core.failed(e);
            return true;
        }
    }

    /** Loads for this node alone: there is no Redis, or it does not answer. */
    private Outcome<V> loadAlone(
            K key, String fullKey, Loader<? super K, ? extends V> loader, Found<V> found) {
        Timeline.Mark mark = core.node.timeline().mark();
        Draft<V> draft;
        try {
            draft = load(key, fullKey, loader);
        } catch (LoadException e) {
            return standInOrThrow(key, fullKey, found, e);
        }
        Generation[] generations = core.generationsOf(draft);
        if (!draft.ttl().isZero()) {
            core.fill(key, draft, generations, mark.stamp());
        }
        return new Outcome<>(draft.value(), true, mark.stamp(), generations);
    }

    private Outcome<V> standInOrThrow(K key, String fullKey, Found<V> found, LoadException error) {
        if (found.entry() != null && found.entry().mayStandIn()) {
            return stale(key, fullKey, found);
        }
        throw error;
    }

    /** The entry that was found, in want of a better one: stale, unless it was to be refreshed. */
    private Outcome<V> stale(K key, String fullKey, Found<V> found) {
        FarEntry<V> entry = Objects.requireNonNull(found.entry());
        if (!entry.fresh()) {
            core.counters.staleServed.increment();
            core.events.emit(Kind.STALE_SERVED, fullKey, Tier.FAR);
            core.fill(key, entry, found.stamp());
        }
        return outcome(found);
    }

    private static <V> Outcome<V> outcome(Found<V> found) {
        FarEntry<V> entry = Objects.requireNonNull(found.entry());
        return new Outcome<>(entry.value(), true, found.stamp(), entry.generations());
    }
}
