package io.remanso.sessions.storage;

import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept: the primitives that a storage must have, and no more. A backend decides
 * how bytes are kept and how one commit is atomic; what the bytes mean is decided above it.
 *
 * <p>Every call that names a session renews its time to live, {@link #exists} and {@link #delete}
 * excepted, and throws {@link SessionNotFoundException} when there is none or it has expired, even
 * if nobody has removed it yet. Every call may throw {@link StorageUnavailableException}, having
 * changed nothing. Thread-safe.
 */
public interface StorageBackend extends AutoCloseable {

    /**
     * A place for chunks that a later commit to this session or temporary item will name. Neither
     * needs to exist yet.
     */
    Staging stage(StorageId id);

    /**
     * Makes a session by its first commit. {@code Conflict} when there is one of this id.
     *
     * @param ttl how long it lives after each access
     * @param staged where its chunks were staged
     * @throws CommitOutcomeUnknownException when the answer never came
     */
    CommitOutcome create(SessionId id, Duration ttl, Commit first, Staging staged);

    /**
     * Applies a commit, wholly or not at all. In this order: a commit id among the record's recent
     * ones is {@code AlreadyApplied}; another head than the expected one is {@code Conflict}; a
     * required chunk that is neither stored nor staged is {@code MissingChunks}. Only then is
     * anything written.
     *
     * @param staged where its new chunks were staged; null when it has none
     * @throws CommitOutcomeUnknownException when the answer never came
     */
    CommitOutcome commit(SessionId id, Commit commit, @Nullable Staging staged);

    /**
     * Takes the lock of a session for one long write. Short writes go without. A storage that one
     * process has to itself needs none.
     *
     * @return empty when another holds it and still does after a while
     */
    default Optional<SessionLock> lock(SessionId id) {
        return Optional.of(SessionLock.none(this, id));
    }

    /** The head: the smallest read there is. */
    Head head(SessionId id);

    /**
     * The head, and the manifest of its version where that comes on the same way.
     *
     * @param known whether the caller has the manifest of a state
     */
    default Current current(SessionId id, Predicate<String> known) {
        return new Current(head(id), null);
    }

    /**
     * The head as this process saw it last, for reads while the storage does not answer; someone
     * may have committed or deleted the session since. It asks and renews nothing. Empty when this
     * process has not seen it, has forgotten it, or the session may have expired since.
     */
    default Optional<Head> lastHead(SessionId id) {
        return Optional.empty();
    }

    /** The record that belongs to {@link #lastHead}, if this process has it. */
    default Optional<SessionRecord> lastRecord(SessionId id) {
        return Optional.empty();
    }

    /**
     * A head that this process was told of and that the storage has lost since, as a failover to a
     * replica can. It is noticed when the record is read, and told once; asks and renews nothing.
     */
    default Optional<Head> lostHead(SessionId id) {
        return Optional.empty();
    }

    /** The record, with the time to live. */
    SessionState state(SessionId id);

    /**
     * The manifests of these versions, fetched together. A version that is not kept is left out.
     */
    List<StoredManifest> manifests(SessionId id, Collection<Integer> versions);

    /**
     * The frames of these chunks, fetched together. A chunk that is not stored is left out. While
     * the storage does not answer, a session of which there is a {@link #lastHead} is still read
     * when this process has all of them.
     *
     * @throws SessionNotFoundException when the id is a session's and there is none
     * @throws UploadNotFoundException when the id is a temporary item's and there is none
     * @throws DamagedChunkException when the storage knows that the bytes are not those that were
     *     staged; whoever uses a frame looks whether it is what its name says
     */
    Map<ChunkName, byte[]> chunks(StorageId id, Collection<ChunkName> names);

    /**
     * The frames of those of these chunks that this process has in memory. They are right for good,
     * for who has just been told that the session is there. It asks and renews nothing.
     */
    default Map<ChunkName, byte[]> known(SessionId id, Collection<ChunkName> names) {
        return Map.of();
    }

    /**
     * The steps that made these versions, by rising version, those of dropped versions too. A
     * version that never was is left out.
     */
    List<Step> steps(SessionId id, Collection<Integer> versions);

    /** The audit log, oldest line first. */
    List<String> audit(SessionId id);

    /** Appends a line to the audit log. */
    void addAudit(SessionId id, String line);

    /**
     * Renews the session, with another time to live from now on when one is given.
     *
     * @return the record with the time that the session has now
     */
    SessionState touch(SessionId id, @Nullable Duration ttl);

    /** Whether there is such a session. Renews nothing. */
    boolean exists(SessionId id);

    /** Removes everything of a session. False when there was none. */
    boolean delete(SessionId id);

    /**
     * Removes everything of a session that has this head. False when it has another and stays, or
     * there was none.
     */
    boolean deleteAt(SessionId id, Head head);

    /** How many sessions there are that have not expired. */
    long activeSessions();

    /**
     * Keeps a temporary item.
     *
     * @param document says what its chunks are
     * @param staged where its chunks were staged
     */
    void createTemp(TempId id, Duration ttl, byte[] document, Staging staged);

    /**
     * A temporary item, renewed.
     *
     * @throws UploadNotFoundException when there is none or it has expired
     */
    TempItem temp(TempId id);

    /** Removes a temporary item. False when there was none. */
    boolean deleteTemp(TempId id);

    /** Removes sessions that have expired, where the storage does not do so by itself. How many. */
    int sweepSessions();

    /** Removes temporary items that have expired, as {@link #sweepSessions}. How many. */
    int sweepTemp();

    /** The type as health and start page name it: inmemory, redis. */
    String type();

    /** How the storage is now; never throws. */
    BackendHealth health();

    @Override
    void close();
}
