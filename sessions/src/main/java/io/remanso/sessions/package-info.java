/**
 * Dataset sessions: a table that someone is cleaning, with its versions, undo, audit log, cells
 * that are missing on purpose and a time to live. Open {@link io.remanso.sessions.DatasetSessions}
 * first; it works over any {@link io.remanso.sessions.storage.StorageBackend}.
 */
@NullMarked
package io.remanso.sessions;

import org.jspecify.annotations.NullMarked;
