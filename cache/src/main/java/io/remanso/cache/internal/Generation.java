package io.remanso.cache.internal;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What this node knows of one namespace or tag: the stamp of its last invalidation. Held by the
 * entries that carry it; thread-safe.
 */
final class Generation {

    final String name;
    private final State state;

    Generation(String name, State state) {
        this.name = name;
        this.state = state;
    }

    /** Whether an entry of this stamp has outlived no invalidation that is known here. */
    boolean stands(long stamp) {
        return state.last <= stamp;
    }

    long last() {
        return state.last;
    }

    /** Whether everything is known that happened to this generation since the stamp. */
    boolean knownSince(long stamp) {
        return state.knownFrom <= stamp;
    }

    State state() {
        return state;
    }

    /** The part that the table keeps while no entry holds the generation. */
    static final class State {
        private volatile long last = Long.MIN_VALUE;
        private volatile long knownFrom = Long.MAX_VALUE;

        synchronized void invalidated(long stamp) {
            if (stamp > last) {
                last = stamp;
            }
        }

        /** The stamp is read under the lock, so that an older one cannot replace a newer one. */
        synchronized void knownFrom(LongSupplier stamp) {
            knownFrom = stamp.getAsLong();
        }

        /** Notes the last invalidation and since when Redis itself knows, if that still holds. */
        synchronized void learned(long lastStamp, long completeFrom, BooleanSupplier holds) {
            invalidated(lastStamp);
            if (completeFrom < knownFrom && holds.getAsBoolean()) {
                knownFrom = completeFrom;
            }
        }
    }
}
