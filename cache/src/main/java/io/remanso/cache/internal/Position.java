package io.remanso.cache.internal;

/**
 * How far a node has come in the invalidation log.
 *
 * <p>The log numbers its events one after the other within an epoch; a log that was lost begins a
 * new epoch and may count from anywhere. Within the process all is compared as a <em>stamp</em>, a
 * number that only grows: {@code (base + seq) << 24}, where the base is raised whenever a node goes
 * on from another place, and the low bits count invalidations that Redis has not acknowledged.
 *
 * @param epoch the random name of the log's life
 * @param base what is added to the numbers of this epoch
 * @param seq the number of the last event that was applied
 */
record Position(String epoch, long base, long seq) {

    static final int BUMP_BITS = 24;

    /** Before the first contact with a log. */
    static final Position START = new Position("", 0, 0);

    /** The stamp of an event, or of an entry that was loaded when that event was the last. */
    long stampOf(long eventSeq) {
        return (base + eventSeq) << BUMP_BITS;
    }

    long stamp() {
        return stampOf(seq);
    }

    /** Whether no event was missed on the way here from an earlier position. */
    boolean follows(Position earlier) {
        return base == earlier.base && epoch.equals(earlier.epoch);
    }

    Position at(long newSeq) {
        return new Position(epoch, base, newSeq);
    }
}
