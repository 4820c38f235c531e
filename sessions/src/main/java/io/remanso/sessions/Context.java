package io.remanso.sessions;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.ChunkName;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableTooLargeException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What the parts that write sessions share. Thread-safe. */
record Context(
        StorageBackend backend,
        TableEngine engine,
        SessionSettings settings,
        Clock clock,
        Manifests manifests,
        SessionReader reader,
        Committer committer,
        Audit audit) {

    static Context of(
            StorageBackend backend, TableEngine engine, SessionSettings settings, Clock clock) {
        Manifests manifests = new Manifests(backend);
        return new Context(
                backend,
                engine,
                settings,
                clock,
                manifests,
                new SessionReader(backend, engine, manifests),
                new Committer(backend, manifests, settings.maxRebases()),
                new Audit(clock));
    }

    /** The time, to the millisecond. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Does a long write while it holds the lock of the session.
     *
     * @param seen what was read before
     * @param write is given what is current once the lock is held
     * @throws VersionConflictException when another holds the lock
     */
    <T> T locked(Base seen, BiFunction<Base, Committer, T> write) {
        try (SessionLock lock =
                backend.lock(seen.id())
                        .orElseThrow(() -> VersionConflictException.locked(seen.version()))) {
            return write.apply(reader.base(seen.id()), committer.under(lock));
        }
    }

    /**
     * @throws TableTooLargeException when the table is over the limit
     */
    void checkSize(Manifest manifest) {
        long limit = engine.settings().maxTableBytes();
        if (manifest.rawBytes() > limit) {
            throw new TableTooLargeException(manifest.rawBytes(), limit);
        }
    }

    /** The current manifest of a record. */
    Manifest current(SessionId id, SessionRecord record) {
        return manifests
                .find(id, record.head().version(), record.head().state())
                .orElseThrow(StaleReadException::new);
    }

    /**
     * The commit that turns one record into another.
     *
     * @param current the manifest of {@code before}'s current version
     * @param written the new manifests, by the state id of their version
     */
    <T> Attempt.Proposal<T> propose(
            SessionId id,
            SessionRecord before,
            SessionRecord after,
            Manifest current,
            Map<String, Manifest> written,
            List<Step> steps,
            List<String> auditTexts,
            T result) {
        Set<ChunkName> required = new HashSet<>();
        List<StoredManifest> stored = new ArrayList<>();
        for (Version version : after.versions()) {
            Manifest manifest = written.get(version.state());
            if (manifest != null) {
                checkSize(manifest);
                required.addAll(manifest.chunkNames());
                stored.add(
                        new StoredManifest(
                                version.id(), version.state(), ManifestJson.write(manifest)));
            }
        }
        required.removeAll(current.chunkNames());
        Garbage garbage = Garbage.between(id, before, after, written, manifests);
        Commit commit =
                new Commit(
                        before.head(),
                        after,
                        stored,
                        required,
                        garbage.versions(),
                        garbage.chunks(),
                        steps,
                        auditTexts.stream().map(audit::line).toList());
        return new Attempt.Proposal<>(commit, written, result);
    }
}
