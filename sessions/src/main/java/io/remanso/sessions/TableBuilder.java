package io.remanso.sessions;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Manifest;

/** Writes a whole new table, an import for example. */
@FunctionalInterface
public interface TableBuilder {

    /**
     * Stages the chunks of the table, slice by slice.
     *
     * @return the table, with row and column ids from 0; the session gives the final ones
     */
    Manifest build(ChunkSink sink);
}
