package io.remanso.cache.internal;

import io.remanso.cache.CacheSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Computes when entries in process change their state, from the settings of a cache. */
final class Lifespans {

    private final CacheSettings<?, ?> settings;
    private final boolean bounded;
    private final long nearTtl;

    /**
     * @param bounded whether the near tier's time to live holds: there is a tier behind it
     */
    Lifespans(CacheSettings<?, ?> settings, boolean bounded) {
        this.settings = settings;
        this.bounded = bounded;
        long idleHalf = nanosOf(settings.lifetime().idle()) / 2;
        long ttl = settings.near().ttl().toNanos();
        // A tier behind expires what goes unread: it has to see some of the reads.
        this.nearTtl = idleHalf > 0 ? Math.min(ttl, idleHalf) : ttl;
    }

    /**
     * @param age nanoseconds since the value was loaded
     * @param ttl nanoseconds for which it is fresh from then on
     */
    NearEntry.Lifespan of(long now, long age, long ttl) {
        long fresh = ttl - age;
        long gone = fresh + settings.lifetime().keptStale().toNanos();
        if (bounded) {
            fresh = Math.min(fresh, nearTtl);
            gone = Math.min(gone, nearTtl);
        }
        double refreshAt = settings.lifetime().refreshAt();
        long quiet = refreshAt < 1 ? Math.min(fresh, (long) (ttl * refreshAt) - age) : fresh;
        return new NearEntry.Lifespan(
                now + quiet, now + fresh, now + gone, nanosOf(settings.lifetime().idle()));
    }

    /** A stale value that stands in: no read need think about it until the throttle is over. */
    NearEntry.Lifespan standIn(long now, long overdue) {
        long gone = settings.lifetime().keptStale().toNanos() - overdue;
        if (bounded) {
            gone = Math.min(gone, nearTtl);
        }
        long quiet = Math.min(gone, throttle());
        return new NearEntry.Lifespan(
                now + quiet, now - overdue, now + gone, nanosOf(settings.lifetime().idle()));
    }

    long throttle() {
        return settings.lifetime().errorThrottle().toNanos();
    }

    private static long nanosOf(@Nullable Duration time) {
        return time == null ? 0 : time.toNanos();
    }
}
