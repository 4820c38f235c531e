package io.remanso.cache.internal;

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

    /**
     * Notes what Redis says.
     *
     * @param lastStamp of the last invalidation
     * @param completeFrom since when Redis knows every one
     */
    void learned(long lastStamp, long completeFrom) {
        state.learned(lastStamp, completeFrom);
    }

    State state() {
        return state;
    }

    /** The part that events find while entries hold the generation. */
    static final class State {
        private volatile long last;
        private volatile long knownFrom;

        /**
         * @param last the stamp of the last invalidation that is known
         * @param knownFrom since when every invalidation is known
         */
        State(long last, long knownFrom) {
            this.last = last;
            this.knownFrom = knownFrom;
        }

        synchronized void invalidated(long stamp) {
            if (stamp > last) {
                last = stamp;
            }
        }

        synchronized void knownFrom(long stamp) {
            knownFrom = stamp;
        }

        private synchronized void learned(long lastStamp, long completeFrom) {
            invalidated(lastStamp);
            knownFrom = Math.min(knownFrom, completeFrom);
        }
    }
}
