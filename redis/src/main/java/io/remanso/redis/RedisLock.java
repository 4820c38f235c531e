package io.remanso.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock in Redis that this process holds, until it is closed or its time to live ends. It keeps
 * others out as long as its holder is not paused longer than it lives and Redis loses no writes;
 * whoever must be right even then checks {@link #proof} in the same script that writes, or {@link
 * #token} where the write lands. Thread-safe, and not bound to a thread.
 */
public final class RedisLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLock.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 2;

    /** Returns the token, or 0 when another holds the lock. Asking again as its owner renews. */
    private static final Script<Long> ACQUIRE =
            Script.returningNumber(
                            """
                            #!lua
                            local held = redis.call('GET', KEYS[1])
                            if held then
                                local owner, token = string.match(held, '^([^:]*):(%d+)$')
                                if owner ~= ARGV[1] then return 0 end
                                redis.call('PEXPIRE', KEYS[1], ARGV[2])
                                return tonumber(token)
                            end
                            local time = redis.call('TIME')
                            local token = time[1] * 1000000 + time[2]
                            local value = ARGV[1] .. ':' .. string.format('%.0f', token)
                            redis.call('SET', KEYS[1], value, 'NX', 'PX', ARGV[2])
                            return token
                            """)
                    .repeatable();

    private static final Script<Long> RENEW =
            Script.returningNumber(
                            """
                            #!lua flags=allow-oom
                            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
                            """)
                    .repeatable();

    private static final Script<Long> RELEASE =
            Script.returningNumber(
                            """
                            #!lua flags=allow-oom
                            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                            return redis.call('DEL', KEYS[1])
                            """)
                    .repeatable();

    private final Redis redis;
    private final byte[] key;
    private final byte[] proof;
    private final long token;
    private final Duration ttl;
    private volatile long validUntil;
    private volatile boolean closed;

    private RedisLock(Redis redis, byte[] key, String owner, long token, Duration ttl, long asked) {
        this.redis = redis;
        this.key = key;
        this.proof = (owner + ":" + token).getBytes(US_ASCII);
        this.token = token;
        this.ttl = ttl;
        this.validUntil = asked + ttl.toNanos();
    }

    /**
     * Asks for the lock and waits between the tries.
     *
     * @return empty when another holds it after the last try, or the thread is interrupted
     * @throws RedisFailure when Redis does not say
     */
    public static Optional<RedisLock> acquire(Redis redis, byte[] key, LockOptions options) {
        String owner = UUID.randomUUID().toString();
        byte[] lockKey = key.clone();
        byte[] millis = millis(options.ttl());
        for (int attempt = 0; ; attempt++) {
            long asked = System.nanoTime();
            long token = ACQUIRE.run(redis, List.of(lockKey), owner.getBytes(US_ASCII), millis);
            if (token > 0) {
                RedisLock lock = new RedisLock(redis, lockKey, owner, token, options.ttl(), asked);
                if (options.renewed()) {
                    lock.renewLater();
                }
                return Optional.of(lock);
            }
            if (attempt == options.retries() || !sleep(pauseMillis(attempt))) {
                return Optional.empty();
            }
        }
    }

    /**
     * A number that is higher for every later holder, for a store that refuses lower numbers than
     * it has seen. It is the time of the Redis server in microseconds at which the lock was taken.
     */
    public long token() {
        return token;
    }

    /** The exact value of the lock's key while this lock is held, for a script to compare. */
    public byte[] proof() {
        return proof.clone();
    }

    /** Whether the lock can still be held as far as this process knows, without asking Redis. */
    public boolean isHeld() {
        return !closed && System.nanoTime() - validUntil < 0;
    }

    /**
     * Lets the lock live for its time to live from now.
     *
     * @return false when it is no longer held
     * @throws RedisFailure when Redis does not say
     */
    public boolean renew() {
        long asked = System.nanoTime();
        boolean renewed = !closed && RENEW.run(redis, List.of(key), proof, millis(ttl)) == 1;
        settle(renewed, asked);
        return renewed;
    }

    private void renewLater() {
        redis.later(
                () -> {
                    if (isHeld() && !redis.isClosed()) {
                        renewNow();
                    }
                },
                ttl.dividedBy(3));
    }

    private void renewNow() {
        long asked = System.nanoTime();
        RENEW.start(redis, List.of(key), proof, millis(ttl))
                .whenComplete((renewed, failure) -> {
                    if (failure == null) {
                        settle(renewed == 1, asked);
                    }
                    renewLater();
                });
    }

    private void settle(boolean renewed, long asked) {
        validUntil = renewed ? asked + ttl.toNanos() : asked;
    }

    /**
     * Gives the lock back if it is still held; of another holder it takes nothing. When Redis is
     * away the lock ends with its time to live. Closing twice does nothing.
     */
    @Override
    public void close() {
        release().join();
    }

    /** {@link #close} that does not wait for the answer. */
    public void closeLater() {
        release();
    }

    private CompletableFuture<Void> release() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        closed = true;
        return RELEASE.start(redis, List.of(key), proof)
                .handle((released, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "The lock could not be released and ends by itself: {}",
                                Failures.of(failure).getMessage());
                    } else if (released == 0) {
                        log.warn(
                                "The lock had ended before it was released; its holder took too long");
                    }
                    return null;
                });
    }

    private static byte[] millis(Duration duration) {
        return Long.toString(duration.toMillis()).getBytes(US_ASCII);
    }

    private static long pauseMillis(int attempt) {
        return FIRST_PAUSE_MILLIS << Math.min(attempt, MOST_DOUBLINGS);
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
