package io.remanso.sessions.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.remanso.sessions.storage.StorageId;
import io.remanso.tables.ChunkName;
import org.jspecify.annotations.Nullable;

/**
 * Frames of chunks that this process has staged or read, of each session apart, within a budget of
 * bytes. A name means the same bytes for good, so they are never stale. Thread-safe.
 */
final class FrameMemory {

    private static final int OVERHEAD = 128;

    private final Cache<Key, byte[]> frames;

    private record Key(StorageId id, ChunkName name) {}

    FrameMemory(long budget) {
        frames =
                Caffeine.newBuilder()
                        .maximumWeight(budget)
                        .weigher((Key key, byte[] frame) -> frame.length + OVERHEAD)
                        .executor(Runnable::run)
                        .build();
    }

    byte @Nullable [] get(StorageId id, ChunkName name) {
        return frames.getIfPresent(new Key(id, name));
    }

    void put(StorageId id, ChunkName name, byte[] frame) {
        frames.put(new Key(id, name), frame);
    }
}
