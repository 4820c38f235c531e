package io.remanso.sessions.redis;

import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.LockOptions;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a {@link RedisBackend} is opened with. Immutable.
 *
 * @param keyPrefix what all its keys begin with: 1 to 64 letters, digits, {@code - _ . :}
 * @param memoryBytes the most bytes of chunks, as stored, that this process keeps for its next
 *     reads; 0 keeps none
 * @param requireDurable whether a commit is answered only when a replica has it too, if there are
 *     replicas, and a Redis without an append-only file is refused
 * @param stagingTtl how long chunks stay that were staged and that no commit took; longer than any
 *     import pauses between two chunks
 * @param lock how the lock of a session is taken for a long write, and kept
 */
public record RedisBackendSettings(
        String keyPrefix,
        long memoryBytes,
        boolean requireDurable,
        Duration stagingTtl,
        LockOptions lock) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final long MB = 1L << 20;

    /**
     * Prefix {@code biometric}, 256 MB of chunks, not durable, staged chunks for 15 minutes, a lock
     * of 10 seconds that is renewed.
     */
    public static final RedisBackendSettings DEFAULTS =
            new RedisBackendSettings(
                    "biometric",
                    256 * MB,
                    false,
                    Duration.ofMinutes(15),
                    LockOptions.DEFAULTS.withRenewal());

    /**
     * @throws InvalidSettingException when the prefix has other characters: braces would move the
     *     keys of one session to several slots of a Cluster
     */
    public RedisBackendSettings {
        if (!PREFIX.matcher(keyPrefix).matches()) {
            throw new InvalidSettingException(
                    "KEY_PREFIX", keyPrefix, "1 to 64 letters, digits, - _ . :");
        }
        if (memoryBytes < 0) {
            throw new IllegalArgumentException(
                    "The memory for chunks is not negative, got " + memoryBytes);
        }
        if (!stagingTtl.isPositive()) {
            throw new IllegalArgumentException("A time to live is positive, got " + stagingTtl);
        }
    }

    public RedisBackendSettings withKeyPrefix(String prefix) {
        return new RedisBackendSettings(prefix, memoryBytes, requireDurable, stagingTtl, lock);
    }

    public RedisBackendSettings withMemoryBytes(long bytes) {
        return new RedisBackendSettings(keyPrefix, bytes, requireDurable, stagingTtl, lock);
    }

    public RedisBackendSettings withRequireDurable(boolean required) {
        return new RedisBackendSettings(keyPrefix, memoryBytes, required, stagingTtl, lock);
    }

    public RedisBackendSettings withStagingTtl(Duration ttl) {
        return new RedisBackendSettings(keyPrefix, memoryBytes, requireDurable, ttl, lock);
    }

    public RedisBackendSettings withLock(LockOptions options) {
        return new RedisBackendSettings(
                keyPrefix, memoryBytes, requireDurable, stagingTtl, options);
    }
}
