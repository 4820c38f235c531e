/**
 * Columnar tables made of immutable chunks. Open {@link io.remanso.tables.Table} first: a table is
 * a {@link io.remanso.tables.Manifest} (schema, row slices, the names of chunks) and a {@link
 * io.remanso.tables.ChunkSource} that turns names into bytes. Everything that changes a table
 * writes new chunks to a {@link io.remanso.tables.ChunkSink} and returns a new manifest; nothing is
 * changed in place.
 */
@NullMarked
package io.remanso.tables;

import org.jspecify.annotations.NullMarked;
