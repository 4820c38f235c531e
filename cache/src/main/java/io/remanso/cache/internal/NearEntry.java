package io.remanso.cache.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A value in process. All but the time until which reads need not think about it, and the time it
 * was last read, is fixed.
 */
final class NearEntry {

    private static final VarHandle QUIET_UNTIL;
    private static final VarHandle READ_AT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            QUIET_UNTIL = lookup.findVarHandle(NearEntry.class, "quietUntil", long.class);
            READ_AT = lookup.findVarHandle(NearEntry.class, "readAt", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null when there is known to be no value. */
    final @Nullable Object value;

    /** Invalidations up to this stamp do not concern the entry. */
    final long stamp;

    final Generation[] generations;

    /** Until when the value is fresh. */
    final long freshUntil;

    /** Until when the value may be served at all, be it stale. */
    final long goneAt;

    /** How long the entry may go unread; 0 for no limit. */
    final long idle;

    /** Until when a read need do no more than return the value. */
    @SuppressWarnings("FieldMayBeFinal")
    private volatile long quietUntil;

    @SuppressWarnings("UnusedVariable") // read through its handle
    private long readAt;

    NearEntry(
            @Nullable Object value,
            long stamp,
            Generation[] generations,
            Lifespan lifespan,
            long now) {
        this.value = value;
        this.stamp = stamp;
        this.generations = generations;
        this.freshUntil = lifespan.freshUntil();
        this.goneAt = lifespan.goneAt();
        this.idle = lifespan.idle();
        this.quietUntil = lifespan.quietUntil();
        this.readAt = now;
    }

    /**
     * When a value in process changes its state, in nanoseconds of the cache's clock.
     *
     * @param quietUntil until when reads need do no more than return it
     * @param freshUntil until when it is fresh
     * @param goneAt until when it may be served at all
     * @param idle nanoseconds it may go unread; 0 for no limit
     */
    record Lifespan(long quietUntil, long freshUntil, long goneAt, long idle) {}

    /** Whether a read at this time need only return the value, and notes the read. */
    boolean quiet(long now) {
        return now - quietUntil < 0 && (idle == 0 || touch(now));
    }

    private boolean touch(long now) {
        long last = (long) READ_AT.getOpaque(this);
        if (now - last >= idle) {
            return false;
        }
        if (last != now) {
            READ_AT.setOpaque(this, now);
        }
        return true;
    }

    boolean idledOut(long now) {
        return idle != 0 && now - (long) READ_AT.getOpaque(this) >= idle;
    }

    boolean fresh(long now) {
        return now - freshUntil < 0;
    }

    boolean gone(long now) {
        return now - goneAt >= 0 || idledOut(now);
    }

    /**
     * Keeps reads quiet until a later time, if it is this caller who does it: of the callers that
     * find the same entry in want of a refresh, one starts it.
     */
    boolean hush(long now, long until) {
        long seen = quietUntil;
        return now - seen >= 0 && QUIET_UNTIL.compareAndSet(this, seen, until);
    }

    boolean stands() {
        Generation[] all = generations;
        return all.length == 0 || Generations.stand(all, stamp);
    }
}
