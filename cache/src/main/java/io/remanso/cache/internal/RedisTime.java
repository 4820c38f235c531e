package io.remanso.cache.internal;

import java.time.Duration;

/**
 * The time of Redis, as this node estimates it: ages of entries do not depend on the clocks of the
 * nodes that wrote and read them. Thread-safe.
 */
final class RedisTime {

    /** How long an estimate is better than a less precise one. */
    private static final long KEPT_MILLIS = Duration.ofSeconds(10).toMillis();

    private volatile Estimate estimate = new Estimate(0, 0, 0);

    /**
     * How far Redis is ahead.
     *
     * @param offset milliseconds
     * @param error by how much the offset may be wrong
     * @param madeAt when it was made, by the local clock
     */
    private record Estimate(long offset, long error, long madeAt) {}

    long millis() {
        return System.currentTimeMillis() + estimate.offset;
    }

    /** The earliest that it can be in Redis. */
    long earliestMillis() {
        Estimate now = estimate;
        return System.currentTimeMillis() + now.offset - now.error;
    }

    /**
     * Notes what Redis said; it said so between the two local times.
     *
     * @param anew whether it may be another server than before
     */
    void learned(long redisMillis, long askedAt, long answeredAt, boolean anew) {
        Estimate fresh =
                new Estimate(
                        redisMillis - (askedAt + answeredAt) / 2,
                        (answeredAt - askedAt) / 2 + 1,
                        answeredAt);
        Estimate old = estimate;
        if (anew || fresh.error <= old.error || answeredAt - old.madeAt > KEPT_MILLIS) {
            estimate = fresh;
        }
    }
}
