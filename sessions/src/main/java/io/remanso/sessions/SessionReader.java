package io.remanso.sessions;

import io.remanso.sessions.storage.Current;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.SessionState;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.storage.VersionNotFoundException;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads sessions as they stand. Thread-safe. */
final class SessionReader {

    private static final int TRIES = 32;

    private final StorageBackend backend;
    private final TableEngine engine;
    private final Manifests manifests;

    SessionReader(StorageBackend backend, TableEngine engine, Manifests manifests) {
        this.backend = backend;
        this.engine = engine;
        this.manifests = manifests;
    }

    /** The current table, by the smallest read there is, or the one that was current last. */
    VersionTable current(SessionId id) {
        try {
            return untilFound(() -> {
                Current current = backend.current(id, state -> manifests.known(state).isPresent());
                Head head = current.head();
                return manifests
                        .find(id, current)
                        .map(found -> version(id, head.version(), head.state(), true, found));
            });
        } catch (StorageUnavailableException e) {
            return lastSeen(id).orElseThrow(() -> e);
        }
    }

    /** The table that was current when this process saw the session last, if it knows it still. */
    private Optional<VersionTable> lastSeen(SessionId id) {
        return backend.lastHead(id)
                .flatMap(head ->
                        manifests
                                .known(head.state())
                                .map(manifest ->
                                        new VersionTable(
                                                head.version(),
                                                head.state(),
                                                true,
                                                true,
                                                table(id, head, manifest))));
    }

    /**
     * The table of a kept version.
     *
     * @throws VersionNotFoundException when it is not kept
     */
    VersionTable version(SessionId id, int number) {
        try {
            return untilFound(() -> {
                SessionRecord record = backend.state(id).record();
                Version version =
                        record.version(number)
                                .orElseThrow(() -> new VersionNotFoundException(number));
                boolean current = number == record.head().version();
                return manifests
                        .find(id, number, version.state())
                        .map(found -> version(id, number, version.state(), current, found));
            });
        } catch (StorageUnavailableException e) {
            return lastSeen(id).filter(last -> last.version() == number).orElseThrow(() -> e);
        }
    }

    /** What a write is computed from. */
    Base base(SessionId id) {
        return untilFound(() -> {
            SessionState state = backend.state(id);
            Head head = state.record().head();
            return manifests
                    .find(id, head.version(), head.state())
                    .map(found -> new Base(id, state, table(id, head, found)));
        });
    }

    private Table table(SessionId id, Head head, Manifest manifest) {
        return version(id, head.version(), head.state(), true, manifest).table();
    }

    private VersionTable version(
            SessionId id, int number, String state, boolean current, Manifest manifest) {
        SessionChunks chunks = new SessionChunks(backend, id, number, state);
        return new VersionTable(number, state, current, false, new Table(engine, manifest, chunks));
    }

    /** Reads again while others commit between the reads. */
    private static <T> T untilFound(Supplier<Optional<T>> read) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> found = read.get();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new DamagedChunkException(
                "The manifest of every kept version must be stored; one is missing");
    }
}
