package io.remanso.cache.internal;

/**
 * The time of Redis, as this node estimates it: ages of entries do not depend on the clocks of the
 * nodes that wrote and read them. Thread-safe.
 */
final class RedisTime {

    private volatile Estimate estimate = new Estimate(0, 0);

    /** How far Redis is ahead, in milliseconds, and by how much that may be wrong. */
    private record Estimate(long offset, long error) {}

    long millis() {
        return System.currentTimeMillis() + estimate.offset;
    }

    /** The latest that it can be in Redis. */
    long latestMillis() {
        Estimate now = estimate;
        return System.currentTimeMillis() + now.offset + now.error;
    }

    /** Notes what Redis said; it said so between the two local times. */
    void learned(long redisMillis, long askedAt, long answeredAt) {
        estimate =
                new Estimate(
                        redisMillis - (askedAt + answeredAt) / 2, (answeredAt - askedAt) / 2 + 1);
    }
}
