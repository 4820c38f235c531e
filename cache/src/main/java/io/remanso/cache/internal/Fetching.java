package io.remanso.cache.internal;

import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.LoadException;
import io.remanso.cache.LoadTimeoutException;
import io.remanso.cache.Loader;
import io.remanso.cache.internal.Flight.Outcome;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What happens when the near tier has no answer: one flight per key, shared by its callers. */
final class Fetching<K, V> {

    private final CacheCore<K, V> core;
    private final FarFetch<K, V> fetch;
    private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    Fetching(CacheCore<K, V> core, FarFetch<K, V> fetch) {
        this.core = core;
        this.fetch = fetch;
    }

    /**
     * The value from Redis, from the loader, or stale.
     *
     * @param held a stale value in process that may stand in; null when there is none
     * @throws LoadException when the loader failed and nothing may stand in
     */
    Outcome<V> get(K key, @Nullable Loader<? super K, ? extends V> loader, @Nullable V held) {
        core.requireReversible(key);
        while (true) {
            long cameAt = core.node.timeline().mark().stamp();
            Flight<V> mine = new Flight<>(cameAt);
            Flight<V> flight = board(key, mine);
            if (flight == mine) {
                depart(key, loader, flight);
            } else {
                if (flight.isLedHere()) {
                    throw new IllegalStateException(
                            "A loader must not ask its cache for the key it loads, got '%s'"
                                    .formatted(core.fullKey(key)));
                }
                core.counters.joined.increment();
            }
            Outcome<V> outcome = await(key, flight, held, cameAt);
            // Who can load does not take "missing" from one who could not.
            boolean answers = outcome.held() || loader == null;
            if (flight == mine || (answers && outcome.suits(cameAt))) {
                return outcome;
            }
        }
    }

    /**
     * A flight for the key that this caller leads, or null when there is one already.
     *
     * @param key one that is known to be found by its text
     */
    @Nullable Flight<V> lead(K key) {
        Flight<V> mine = new Flight<>(core.node.timeline().mark().stamp());
        return board(key, mine) == mine ? mine : null;
    }

    void land(K key, Flight<V> flight) {
        flights.remove(key, flight);
    }

    /** The flight to wait for; one that began before an invalidation is left to its callers. */
    private Flight<V> board(K key, Flight<V> mine) {
        Flight<V> seen = flights.get(key);
        if (seen != null && seen.stamp >= core.near.invalidatedAt(key)) {
            return seen;
        }
        return flights.compute(
                key,
                (k, old) -> old != null && old.stamp >= core.near.invalidatedAt(k) ? old : mine);
    }

    private void depart(K key, @Nullable Loader<? super K, ? extends V> loader, Flight<V> flight) {
        Duration soft = core.settings.loading().softTimeout();
        Duration hard = core.settings.loading().hardTimeout();
        if (soft == null && hard == null) {
            fly(key, loader, flight);
            return;
        }
        try {
            limit(key, flight);
            core.node.threads().execute(() -> fly(key, loader, flight));
        } catch (RejectedExecutionException e) {
            // The node was closed: there is nobody else to load it.
            fly(key, loader, flight);
        }
    }

    /** Has the flight given up when it takes too long. */
    private void limit(K key, Flight<V> flight) {
        Duration hard = core.settings.loading().hardTimeout();
        if (hard != null) {
            core.node
                    .timer()
                    .schedule(
                            () -> giveUp(key, flight, hard),
                            hard.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void fly(K key, @Nullable Loader<? super K, ? extends V> loader, Flight<V> flight) {
        flight.lead();
        try {
            Outcome<V> outcome =
                    fetch.fetch(key, loader, flight, () -> refreshAfter(key, loader, flight));
            land(key, flight);
            flight.end().complete(outcome);
        } catch (Throwable e) {
            land(key, flight);
            flight.end().completeExceptionally(e);
        }
    }

    private void giveUp(K key, Flight<V> flight, Duration hard) {
        if (flight.end().isDone()) {
            return;
        }
        land(key, flight);
        if (flight.end()
                .completeExceptionally(
                        new LoadTimeoutException(
                                "The load of '%s' in cache '%s' must end within %d ms, it did not"
                                        .formatted(
                                                core.fullKey(key),
                                                core.settings.name(),
                                                hard.toMillis())))) {
            core.counters.loadFailures.increment();
            flight.abandon();
        }
    }

    private Outcome<V> await(K key, Flight<V> flight, @Nullable V held, long cameAt) {
        Duration soft = core.settings.loading().softTimeout();
        try {
            if (soft == null) {
                return flight.await();
            }
            try {
                return flight.end().copy().get(soft.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                Outcome<V> standIn = standIn(key, flight, held, cameAt);
                return standIn != null ? standIn : flight.await();
            }
        } catch (LoadTimeoutException e) {
            Outcome<V> standIn = standIn(key, flight, held, cameAt);
            if (standIn != null) {
                return standIn;
            }
            throw e;
        } catch (Throwable e) {
            throw asUnchecked(e);
        }
    }

    private @Nullable Outcome<V> standIn(K key, Flight<V> flight, @Nullable V held, long cameAt) {
        Outcome<V> found = flight.staleFor(cameAt);
        if (found == null && held == null) {
            return null;
        }
        core.counters.staleServed.increment();
        core.events.emit(
                Kind.STALE_SERVED, core.fullKey(key), found == null ? Tier.NEAR : Tier.FAR);
        V value = found == null ? held : found.value();
        return new Outcome<>(value, true, Long.MAX_VALUE, Generations.NONE);
    }

    private RuntimeException asUnchecked(Throwable e) {
        Throwable cause =
                e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new LoadException(
                    "A wait for a load of cache '%s' was interrupted"
                            .formatted(core.settings.name()),
                    cause);
        }
        if (cause instanceof LoadTimeoutException timeout) {
            return new LoadTimeoutException(String.valueOf(timeout.getMessage()));
        }
        if (cause instanceof LoadException load) {
            // A trace of its own for each caller: the load ran on another's thread.
            return new LoadException(String.valueOf(load.getMessage()), load.getCause());
        }
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new LoadException(String.valueOf(cause.getMessage()), cause);
    }

    /** Loads the next value as soon as a flight, which this is called from, has ended. */
    private void refreshAfter(
            K key, @Nullable Loader<? super K, ? extends V> loader, Flight<V> flight) {
        if (loader != null) {
            flight.end().thenRun(() -> refresh(key, loader));
        }
    }

    /** Loads the next value in the background; the one that is held stays until it is there. */
    void refresh(K key, Loader<? super K, ? extends V> loader) {
        Flight<V> mine = lead(key);
        if (mine == null) {
            return;
        }
        try {
            limit(key, mine);
            core.node.threads().execute(() -> refreshed(key, loader, mine));
        } catch (RejectedExecutionException e) {
            // The node was closed: who waits for the flight asks again.
            land(key, mine);
            mine.end().complete(Outcome.again());
        }
    }

    private void refreshed(K key, Loader<? super K, ? extends V> loader, Flight<V> mine) {
        mine.lead();
        try {
            mine.end().complete(fetch.refresh(key, loader, mine));
        } catch (Throwable e) {
            mine.end().completeExceptionally(e);
        } finally {
            land(key, mine);
        }
    }
}
