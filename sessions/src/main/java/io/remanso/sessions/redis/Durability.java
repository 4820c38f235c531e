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
 * How sure a commit is when it is answered, and what a Redis must be like to hold sessions.
 *
 * @param replicas how many replicas must have a commit before it is answered; 0 when the word of
 *     the master is enough
 */
record Durability(int replicas) {

    private static final Logger log = LoggerFactory.getLogger(Durability.class);
    private static final int OLDEST_MAJOR = 7;
    private static final String SAFE_POLICY = "noeviction";

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
            return new Durability(0);
        }
        if (!isTrue(health.aofEnabled())) {
            throw new InvalidSettingException(
                    "REDIS_REQUIRE_DURABLE",
                    "true",
                    "true only with a Redis that is seen to keep an append-only file (appendonly yes)");
        }
        Long replicas = health.connectedReplicas();
        return new Durability(replicas != null && replicas > 0 ? 1 : 0);
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return flag != null && flag;
    }

    /**
     * Sends a write, and does not return before as many replicas have it as must.
     *
     * @param key the key that is written
     * @param call sends the write over the connection that it is given
     * @return null when the write was answered and replicas were not in time
     * @throws RedisFailure as the write
     */
    @Nullable Answer write(Redis redis, byte[] key, Function<RedisCalls, Answer> call) {
        if (replicas == 0) {
            return call.apply(redis);
        }
        Duration limit = redis.settings().socketTimeout().dividedBy(2);
        try (RedisConnection connection = redis.dedicated()) {
            Answer answer = call.apply(connection);
            return isReplicated(connection, key, limit) ? answer : null;
        }
    }

    private boolean isReplicated(RedisConnection connection, byte[] key, Duration limit) {
        try {
            return connection.waitForReplicas(key, replicas, limit).join() >= replicas;
        } catch (CompletionException e) {
            log.debug("The wait for replicas failed", e);
            return false;
        }
    }
}
