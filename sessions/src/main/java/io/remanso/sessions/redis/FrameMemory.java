package io.remanso.sessions.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.remanso.tables.ChunkName;
import org.jspecify.annotations.Nullable;

/**
 * Frames of chunks that this process has staged or read, within a budget of bytes. A name means the
 * same bytes for good, so they are never stale. Thread-safe.
 */
final class FrameMemory {

    private static final int OVERHEAD = 128;

    private final Cache<ChunkName, byte[]> frames;

    FrameMemory(long budget) {
        frames =
                Caffeine.newBuilder()
                        .maximumWeight(budget)
                        .weigher((ChunkName name, byte[] frame) -> frame.length + OVERHEAD)
                        .executor(Runnable::run)
                        .build();
    }

    byte @Nullable [] get(ChunkName name) {
        return frames.getIfPresent(name);
    }

    void put(ChunkName name, byte[] frame) {
        frames.put(name, frame);
    }
}
