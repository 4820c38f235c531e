package io.remanso.tables.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.remanso.tables.ChunkName;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * Decoded chunks that are kept for the next reader, within a budget of off-heap bytes. Who reads
 * one gets a vector of its own over the same memory, so that eviction frees nothing under a reader;
 * the memory goes when the last of them is closed. The budget does not count what only readers
 * hold. Thread-safe.
 */
public final class ChunkCache implements AutoCloseable {

    /** What an entry costs beside its values: a guess that keeps many tiny chunks in bounds. */
    private static final int OVERHEAD = 512;

    private final BufferAllocator allocator;
    private final Cache<ChunkName, SharedVector> vectors;

    /**
     * @param bytes the budget; 0 keeps nothing
     */
    public ChunkCache(BufferAllocator allocator, long bytes) {
        this.allocator = allocator;
        this.vectors =
                Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher(ChunkCache::weight)
                        .executor(Runnable::run)
                        .removalListener(ChunkCache::removed)
                        .build();
    }

    /** The values of this chunk when they are kept, else null; the caller closes the vector. */
    public @Nullable FieldVector find(ChunkName name) {
        SharedVector kept = vectors.getIfPresent(name);
        return kept == null ? null : kept.share(allocator);
    }

    /** Whether this chunk is kept now; it may be gone when it is asked for. */
    public boolean has(ChunkName name) {
        return vectors.asMap().containsKey(name);
    }

    /**
     * Keeps the values of a chunk, taking over the vector; answers one that the caller closes. They
     * must not change any more.
     */
    public FieldVector keep(ChunkName name, FieldVector vector) {
        SharedVector kept = new SharedVector(vector);
        FieldVector mine = kept.first(allocator);
        vectors.put(name, kept);
        return mine;
    }

    /** Off-heap bytes that are kept, about. */
    public long bytes() {
        return vectors.asMap().values().stream().mapToLong(SharedVector::bytes).sum();
    }

    @Override
    public void close() {
        try {
            vectors.asMap().values().forEach(SharedVector::checkUnchanged);
        } finally {
            vectors.invalidateAll();
            vectors.cleanUp();
        }
    }

    private static int weight(ChunkName name, SharedVector vector) {
        return (int) Math.min(Integer.MAX_VALUE, vector.bytes() + OVERHEAD);
    }

    private static void removed(
            @Nullable ChunkName name, @Nullable SharedVector vector, RemovalCause cause) {
        if (vector != null) {
            vector.close();
        }
    }
}
