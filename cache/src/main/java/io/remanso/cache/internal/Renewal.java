package io.remanso.cache.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The prolonging of leases while a load lasts. */
final class Renewal {

    private final @Nullable ScheduledFuture<?> task;

    private Renewal(@Nullable ScheduledFuture<?> task) {
        this.task = task;
    }

    static Renewal begin(CacheCore<?, ?> core, FarTier far, List<String> keys, String token) {
        Duration lease = core.settings.loading().leaseTime();
        long third = Math.max(lease.toMillis() / 3, 1);
        try {
            return new Renewal(
                    core.node
                            .timer()
                            .scheduleAtFixedRate(
                                    () -> keys.forEach(key -> far.renew(key, token, lease)),
                                    third,
                                    third,
                                    TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            // The node was closed: the load goes on, and its lease ends by itself if it is long.
            return new Renewal(null);
        }
    }

    void end() {
        if (task != null) {
            task.cancel(false);
        }
    }
}
