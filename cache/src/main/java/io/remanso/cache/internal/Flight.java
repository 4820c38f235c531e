package io.remanso.cache.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One key's way from a miss to its value, shared by the callers of this node who miss it meanwhile.
 */
final class Flight<V> {

    /**
     * How a flight ended.
     *
     * @param value null when the value is null or missing
     * @param held whether the cache now knows the key: false for missing
     * @param stamp invalidations up to this stamp do not concern the value
     * @param generations its namespace and tags
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome<V>(@Nullable V value, boolean held, long stamp, Generation[] generations) {

        static <V> Outcome<V> missing() {
            return new Outcome<>(null, false, Long.MAX_VALUE, Generations.NONE);
        }

        /** The flight was broken off: who joined it has to ask again. */
        static <V> Outcome<V> again() {
            return new Outcome<>(null, false, Long.MIN_VALUE, Generations.NONE);
        }

        /** Whether a caller that came at this stamp may have the value. */
        boolean suits(long cameAt) {
            if (stamp == Long.MIN_VALUE) {
                return false;
            }
            for (Generation generation : generations) {
                long last = generation.last();
                if ((last > stamp && last <= cameAt) || !generation.knownSince(stamp)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What was known of invalidations when the flight began. */
    final long stamp;

    private final CompletableFuture<Outcome<V>> end = new CompletableFuture<>();
    private @Nullable Runnable held;
    private boolean abandoned;
    private volatile @Nullable Thread leader;
    private volatile @Nullable Outcome<V> stale;

    Flight(long stamp) {
        this.stamp = stamp;
    }

    CompletableFuture<Outcome<V>> end() {
        return end;
    }

    void lead() {
        leader = Thread.currentThread();
    }

    boolean isLedHere() {
        Thread thread = leader;
        return thread != null && thread.threadId() == Thread.currentThread().threadId();
    }

    /**
     * Notes what the load holds for other nodes to see.
     *
     * @param free gives it back; called once, at once if the load has been given up
     */
    synchronized void holds(Runnable free) {
        if (abandoned) {
            free.run();
        } else {
            held = free;
        }
    }

    /** The load has ended, and has given back what it held. */
    synchronized void holdsNothing() {
        held = null;
    }

    /** The load is given up: ends the wait of whoever leads, and gives back what it holds. */
    synchronized void abandon() {
        abandoned = true;
        if (held != null) {
            held.run();
        }
        Thread thread = leader;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** A stale value that was found on the way. */
    void found(Outcome<V> outcome) {
        stale = outcome;
    }

    /** The stale value for a caller that came at this stamp; null when there is none. */
    @Nullable Outcome<V> staleFor(long cameAt) {
        Outcome<V> found = stale;
        return found != null && found.suits(cameAt) ? found : null;
    }

    /**
     * Waits for the end.
     *
     * @throws Throwable how the flight failed; InterruptedException when this caller was
     */
    Outcome<V> await() throws Throwable {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
