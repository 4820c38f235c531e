/**
 * Cleaning operations. Open {@link io.remanso.tables.operations.Operation} first: an operation
 * computes a new manifest from a table, writes only the chunks that changed, and has no other
 * effect.
 */
@NullMarked
package io.remanso.tables.operations;

import org.jspecify.annotations.NullMarked;
