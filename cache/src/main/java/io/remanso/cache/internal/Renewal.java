package io.remanso.cache.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The prolonging of leases while a load lasts. */
final class Renewal {

    private final ScheduledFuture<?> task;

    private Renewal(ScheduledFuture<?> task) {
        this.task = task;
    }

    static Renewal begin(CacheCore<?, ?> core, FarTier far, List<String> keys, String token) {
        Duration lease = core.settings.loading().leaseTime();
        long third = Math.max(lease.toMillis() / 3, 1);
        return new Renewal(
                core.node
                        .timer()
                        .scheduleAtFixedRate(
                                () -> keys.forEach(key -> far.renew(key, token, lease)),
                                third,
                                third,
                                TimeUnit.MILLISECONDS));
    }

    void end() {
        task.cancel(false);
    }
}
