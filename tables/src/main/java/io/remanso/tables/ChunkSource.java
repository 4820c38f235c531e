package io.remanso.tables;

import java.util.Collection;
import java.util.Map;

/** Where the frames of chunks are read. Thread-safe. */
@FunctionalInterface
public interface ChunkSource {

    /**
     * The frames of all these chunks, fetched together.
     *
     * @throws DamagedChunkException when one is missing
     */
    Map<ChunkName, byte[]> read(Collection<ChunkName> names);
}
