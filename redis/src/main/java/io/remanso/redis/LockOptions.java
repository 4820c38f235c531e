package io.remanso.redis;

import java.time.Duration;

/**
 * How a {@link RedisLock} is taken and kept.
 *
 * @param ttl after which it ends by itself; at least 100 ms
 * @param retries how often it is asked for again when another holds it, after 100, 200 and then
 *     every 400 ms
 * @param renewed whether it is renewed every third of its time to live until it is closed
 */
public record LockOptions(Duration ttl, int retries, boolean renewed) {

    private static final Duration SHORTEST_TTL = Duration.ofMillis(100);

    /** Ten seconds, three retries, not renewed. */
    public static final LockOptions DEFAULTS = new LockOptions(Duration.ofSeconds(10), 3, false);

    public LockOptions {
        if (ttl.compareTo(SHORTEST_TTL) < 0) {
            throw new IllegalArgumentException(
                    "A lock lives for at least %s, got %s".formatted(SHORTEST_TTL, ttl));
        }
        if (retries < 0) {
            throw new IllegalArgumentException("Retries are not negative, got " + retries);
        }
    }

    /** The same with renewal. */
    public LockOptions withRenewal() {
        return new LockOptions(ttl, retries, true);
    }
}
