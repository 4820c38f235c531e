package io.remanso.sessions.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a session, held for one long write and kept alive until it is closed. It spares
 * others work that would end in a conflict; what is right does not rest on it, as a commit checks
 * the head whether or not a lock is held.
 */
public interface SessionLock extends AutoCloseable {

    /**
     * Commits as {@link StorageBackend#commit}, if the lock is still held. A commit that was
     * applied before is answered so even when it is not.
     *
     * @return empty when it is held no longer, because its holder was stopped or cut off for longer
     *     than it lives; nothing was changed
     */
    Optional<CommitOutcome> commit(Commit commit, @Nullable Staging staged);

    /** Gives the lock back. */
    @Override
    void close();

    /** The lock of a storage that has none: always held. */
    static SessionLock none(StorageBackend backend, SessionId id) {
        return new SessionLock() {
            @Override
            public Optional<CommitOutcome> commit(Commit commit, @Nullable Staging staged) {
                return Optional.of(backend.commit(id, commit, staged));
            }

            @Override
            public void close() {}
        };
    }
}
