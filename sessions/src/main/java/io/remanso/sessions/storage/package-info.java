/**
 * Where sessions are kept. Open {@link io.remanso.sessions.storage.StorageBackend} first: a narrow
 * set of primitives over immutable chunks, the manifests of kept versions and one head per session,
 * which only a {@link io.remanso.sessions.storage.Commit} moves. What undo, history or marks mean
 * is written once above it, in {@link io.remanso.sessions.DatasetSessions}.
 */
@NullMarked
package io.remanso.sessions.storage;

import org.jspecify.annotations.NullMarked;
