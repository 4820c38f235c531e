package io.remanso.server.storage;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisState;
import io.remanso.sessions.storage.StorageBackend;
import org.jspecify.annotations.Nullable;

/**
 * The storage that this process runs on, and how it came to it.
 *
 * @param redisEnabled whether sessions were to live in Redis
 * @param redisAvailable whether they do
 * @param redisAtStart how Redis was found
 * @param redis the connections that the backend uses; null when it uses none
 */
public record Storage(
        StorageBackend backend,
        boolean redisEnabled,
        boolean redisAvailable,
        RedisState redisAtStart,
        @Nullable Redis redis)
        implements AutoCloseable {

    @Override
    public void close() {
        backend.close();
        if (redis != null) {
            redis.close();
        }
    }
}
