package io.remanso.server.storage;

import io.remanso.sessions.storage.StorageBackend;

/**
 * The storage that this process runs on, and how it came to it.
 *
 * @param redisEnabled whether sessions were to live in Redis
 * @param redisAvailable whether they do
 */
public record Storage(StorageBackend backend, boolean redisEnabled, boolean redisAvailable)
        implements AutoCloseable {

    @Override
    public void close() {
        backend.close();
    }
}
