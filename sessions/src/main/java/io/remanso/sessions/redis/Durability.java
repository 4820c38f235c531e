package io.remanso.sessions.redis;

import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisCalls;
import io.remanso.redis.RedisConnection;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisHealth;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sure a commit is when it is answered, and what a Redis must be like to hold sessions. When
 * commits must be durable, a replica must have each of them from the moment that one was seen, also
 * when there is none any more. Thread-safe.
 */
final class Durability {

    private static final Logger log = LoggerFactory.getLogger(Durability.class);
    private static final int OLDEST_MAJOR = 7;
    private static final String SAFE_POLICY = "noeviction";
    private static final int REPLICAS = 1;

    /** The word of the master is enough. */
    static final Durability NONE = new Durability(false);

    private final boolean required;
    private volatile boolean replicated;

    private Durability(boolean required) {
        this.required = required;
    }

    /**
     * Looks at the Redis before sessions are put there.
     *
     * @throws InvalidSettingException when it is too old, or commits must be durable and it keeps
     *     no append-only file
     * @throws RedisFailure when it does not answer
     */
    static Durability check(Redis redis, boolean required) {
        RedisHealth health = redis.health();
        String version = health.version();
        if (version != null && major(version) < OLDEST_MAJOR) {
            throw new InvalidSettingException(
                    "REDIS_URL",
                    "%s with Redis %s".formatted(redis.settings(), version),
                    "a Redis of version 7.0 or later, or Valkey");
        }
        String policy = health.maxmemoryPolicy();
        if (policy != null && !policy.equals(SAFE_POLICY)) {
            log.warn(
                    "Redis evicts parts of sessions when it is full: maxmemory-policy is '{}', set it to noeviction",
                    policy);
        }
        if (!required) {
            return NONE;
        }
        if (!isTrue(health.aofEnabled())) {
            throw new InvalidSettingException(
                    "REDIS_REQUIRE_DURABLE",
                    "true",
                    "true only with a Redis that is seen to keep an append-only file (appendonly yes)");
        }
        return new Durability(true);
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return flag != null && flag;
    }

    /**
     * Sends a commit, and does not return before a replica has it when one must.
     *
     * @param key the key that is written
     * @param call sends the commit over the connection that it is given
     * @return null when the commit was applied and no replica was in time
     * @throws RedisFailure as the commit
     */
    @Nullable Answer write(Redis redis, byte[] key, Function<RedisCalls, Answer> call) {
        if (!required) {
            return call.apply(redis);
        }
        Duration limit = redis.settings().socketTimeout().dividedBy(2);
        try (RedisConnection connection = redis.dedicated()) {
            Answer answer = call.apply(connection);
            return !isApplied(answer) || isSafe(connection, key, limit) ? answer : null;
        }
    }

    private static boolean isApplied(Answer answer) {
        return answer.status().equals("applied") || answer.status().equals("already");
    }

    private boolean isSafe(RedisConnection connection, byte[] key, Duration limit) {
        try {
            if (!replicated && connection.connectedReplicas(key).join() == 0) {
                return true;
            }
            replicated = true;
            return connection.waitForReplicas(key, REPLICAS, limit).join() >= REPLICAS;
        } catch (CompletionException e) {
            log.debug("The wait for a replica failed", e);
            return false;
        }
    }
}
