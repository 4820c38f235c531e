package io.remanso.cache.internal;

import io.remanso.cache.CacheSettings;

/** Computes when entries in process change their state. */
final class Lifespans {

    private final boolean bounded;
    private final long nearTtl;
    private final long throttle;

    /**
     * @param bounded whether the near tier's time to live holds: there is a tier behind it
     */
    Lifespans(CacheSettings<?, ?> settings, boolean bounded) {
        this.bounded = bounded;
        this.nearTtl = settings.near().ttl().toNanos();
        this.throttle = settings.lifetime().errorThrottle().toNanos();
    }

    /**
     * @param age nanoseconds since the value was loaded
     * @param ttl nanoseconds for which it is fresh from then on
     */
    NearEntry.Lifespan of(long now, long age, long ttl, Terms terms) {
        long bound = bound(terms);
        long fresh = Math.min(ttl - age, bound);
        long gone = Math.min(ttl - age + terms.keptStale(), bound);
        double refreshAt = terms.refreshAt();
        long quiet = refreshAt < 1 ? Math.min(fresh, (long) (ttl * refreshAt) - age) : fresh;
        return new NearEntry.Lifespan(now + quiet, now + fresh, now + gone, terms);
    }

    /** A stale value that stands in: no read need think about it until the throttle is over. */
    NearEntry.Lifespan standIn(long now, long overdue, Terms terms) {
        long gone = Math.min(terms.keptStale() - overdue, bound(terms));
        long revalidated = terms.staleWhileRevalidate() - overdue;
        long quiet = Math.min(gone, revalidated > 0 ? Math.min(revalidated, throttle) : throttle);
        return new NearEntry.Lifespan(now + quiet, now - overdue, now + gone, terms);
    }

    /** The longest time in process. A tier behind expires what goes unread: it has to see reads. */
    private long bound(Terms terms) {
        if (!bounded || !terms.far()) {
            return Long.MAX_VALUE / 2;
        }
        return terms.idle() > 0 ? Math.min(nearTtl, Math.max(terms.idle() / 2, 1)) : nearTtl;
    }

    long throttle() {
        return throttle;
    }
}
