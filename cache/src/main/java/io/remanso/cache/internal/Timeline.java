package io.remanso.cache.internal;

import java.util.function.LongConsumer;

/**
 * What this node knows of the order of invalidations. One thread at a time applies events; marks
 * are taken by any thread.
 *
 * <p>A mark is taken <em>before</em> a value is read from its source, so that every invalidation
 * that the value might have missed has a greater stamp.
 */
final class Timeline {

    /**
     * A point before which all invalidations are known to have taken effect in Redis.
     *
     * @param epoch the log's epoch
     * @param seq the number of the last such invalidation, stored with entries in Redis
     * @param stamp the same as a number of this process
     */
    record Mark(String epoch, long seq, long stamp) {}

    /** How many unnumbered invalidations are too many to go on counting from the same number. */
    private static final long CROWD = 1L << (Position.BUMP_BITS - 1);

    private volatile Position applied = Position.START;
    private volatile long begun = Position.START.stamp();
    private volatile Mark mark = new Mark("", 0, 0);

    Position applied() {
        return applied;
    }

    /** The mark for a load: events that Redis acknowledged to this node count too. */
    Mark mark() {
        return mark;
    }

    /** The stamp of the event whose application began last. */
    long begun() {
        return begun;
    }

    /** To be called before the effects of an event; {@link #applied(long)} comes after them. */
    void begin(long seq) {
        begun = applied.stampOf(seq);
    }

    synchronized void applied(long seq) {
        applied = applied.at(seq);
        advance(seq);
    }

    /**
     * Takes note that Redis numbered an invalidation of this node.
     *
     * @return its stamp; of a foreign epoch, a stamp above all that were given
     */
    synchronized long acknowledged(String epoch, long seq) {
        if (!epoch.equals(applied.epoch())) {
            return bump();
        }
        advance(seq);
        return applied.stampOf(seq);
    }

    private void advance(long seq) {
        long stamp = applied.stampOf(seq);
        if (stamp > mark.stamp()) {
            mark = new Mark(applied.epoch(), seq, stamp);
        }
    }

    /** A stamp above all that were given: for an invalidation that Redis has not numbered. */
    synchronized long bump() {
        mark = new Mark(mark.epoch(), mark.seq(), mark.stamp() + 1);
        return mark.stamp();
    }

    /**
     * Whether so many invalidations are unnumbered that their stamps will soon reach that of the
     * next event: it is time to {@link #moveTo} the same place.
     */
    boolean crowded() {
        Mark now = mark;
        return now.stamp() - applied.stampOf(now.seq()) > CROWD;
    }

    /**
     * Goes on from another place in the log, after which nothing that was known before holds.
     *
     * @param forget told the stamp from which on entries are valid, before anybody sees the place
     * @return that stamp
     */
    synchronized long moveTo(String epoch, long seq, LongConsumer forget) {
        long above = (mark.stamp() >> Position.BUMP_BITS) + 1 - seq;
        Position there = new Position(epoch, Math.max(applied.base() + 1, above), seq);
        begun = there.stamp();
        mark = new Mark(epoch, seq, there.stamp());
        forget.accept(there.stamp());
        applied = there;
        return there.stamp();
    }

    /** Runs an action, unless this node went on from another place since it was here. */
    synchronized void ifStillOn(Position here, Runnable action) {
        if (applied.follows(here)) {
            action.run();
        }
    }
}
