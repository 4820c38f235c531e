package io.remanso.tables;

/**
 * Where the frames of new chunks are staged before a commit names them. Staging the same chunk
 * twice is allowed and stores it once. Thread-safe.
 */
@FunctionalInterface
public interface ChunkSink {

    /** Stages a frame; the array is not changed afterwards by either side. */
    void stage(ChunkName name, byte[] frame);
}
