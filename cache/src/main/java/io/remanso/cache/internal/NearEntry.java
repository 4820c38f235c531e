package io.remanso.cache.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A value in process. All but the time until which reads need not think about it, and the time it
 * was last read, is fixed.
 */
final class NearEntry {

    private static final VarHandle QUIET_UNTIL;

    static {
        try {
            QUIET_UNTIL =
                    MethodHandles.lookup().findVarHandle(NearEntry.class, "quietUntil", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null when there is known to be no value. */
    final @Nullable Object value;

    /** Invalidations up to this stamp do not concern the entry. */
    final long stamp;

    /** Until when a read need do no more than return the value. */
    @SuppressWarnings("FieldMayBeFinal")
    private volatile long quietUntil;

    /** Whether neither idling nor tags need to be thought of. */
    private final boolean plain;

    /** What most reads do not look at: apart, so that the entry itself fits a cache line. */
    private final Details details;

    NearEntry(
            @Nullable Object value,
            long stamp,
            Generation[] generations,
            Lifespan lifespan,
            long now) {
        this.value = value;
        this.stamp = stamp;
        this.quietUntil = lifespan.quietUntil();
        this.plain = lifespan.terms().idle() == 0 && generations.length == 0;
        this.details = new Details(generations, lifespan, now);
    }

    private static final class Details {
        final Generation[] generations;
        final Lifespan lifespan;
        final long idle;
        final AtomicLong readAt;

        Details(Generation[] generations, Lifespan lifespan, long now) {
            this.generations = generations;
            this.lifespan = lifespan;
            this.idle = lifespan.terms().idle();
            this.readAt = new AtomicLong(now);
        }
    }

    /**
     * When a value in process changes its state, in nanoseconds of the cache's clock.
     *
     * @param quietUntil until when reads need do no more than return it
     * @param freshUntil until when it is fresh
     * @param goneAt until when it may be served at all
     * @param terms what else holds for it
     */
    record Lifespan(long quietUntil, long freshUntil, long goneAt, Terms terms) {}

    /** Whether a read at this time need only return the value, and notes the read. */
    boolean quiet(long now) {
        return now - quietUntil < 0 && (plain || (touch(now) && stands()));
    }

    private boolean touch(long now) {
        long idle = details.idle;
        if (idle == 0) {
            return true;
        }
        long last = details.readAt.getOpaque();
        if (now - last >= idle) {
            return false;
        }
        if (last != now) {
            details.readAt.setOpaque(now);
        }
        return true;
    }

    Generation[] generations() {
        return details.generations;
    }

    Terms terms() {
        return details.lifespan.terms();
    }

    /** Until when the value is fresh. */
    long freshUntil() {
        return details.lifespan.freshUntil();
    }

    /** Until when the value may be served at all, be it stale. */
    long goneAt() {
        return details.lifespan.goneAt();
    }

    boolean fresh(long now) {
        return now - freshUntil() < 0;
    }

    boolean gone(long now) {
        long idle = details.idle;
        return now - goneAt() >= 0 || (idle != 0 && now - details.readAt.getOpaque() >= idle);
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
        return Generations.stand(details.generations, stamp);
    }
}
