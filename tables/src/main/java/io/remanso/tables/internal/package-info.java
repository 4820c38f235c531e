/**
 * How chunks are made of vectors and bytes. Open {@link io.remanso.tables.internal.ChunkCodec}
 * first. Nothing here is promised to users.
 */
@NullMarked
package io.remanso.tables.internal;

import org.jspecify.annotations.NullMarked;
