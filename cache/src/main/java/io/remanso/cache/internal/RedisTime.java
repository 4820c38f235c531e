package io.remanso.cache.internal;

/**
 * The time of Redis, as this node estimates it: ages of entries do not depend on the clocks of the
 * nodes that wrote and read them. Thread-safe.
 */
final class RedisTime {

    private volatile long offsetMillis;

    long millis() {
        return System.currentTimeMillis() + offsetMillis;
    }

    /** Notes what Redis said; it said so between the two local times. */
    void learned(long redisMillis, long askedAt, long answeredAt) {
        offsetMillis = redisMillis - (askedAt + answeredAt) / 2;
    }
}
