package io.remanso.sessions.storage;

import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.ChunkSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Chunks on their way into a session: written out as they come, never gathered on the heap, and
 * seen by nobody until a commit names them. Thread-safe. Closing it forgets what no commit took.
 */
public interface Staging extends ChunkSink, ChunkSource, AutoCloseable {

    /**
     * {@inheritDoc}
     *
     * @throws StorageUnavailableException when there is no room or no connection
     */
    @Override
    void stage(ChunkName name, byte[] frame);

    /** The frames of those of these chunks that were staged here; others are left out. */
    @Override
    Map<ChunkName, byte[]> read(Collection<ChunkName> names);

    /** The names of all chunks staged here. */
    Set<ChunkName> names();

    @Override
    void close();
}
