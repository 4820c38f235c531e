package io.remanso.sessions;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.tables.DamagedChunkException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings commits into the storage: checks the caller's condition, tries again on the head that
 * someone else made current, and answers a commit that was applied before. Thread-safe.
 */
final class Committer {

    private final StorageBackend backend;
    private final Manifests manifests;
    private final int maxRebases;
    private final Target target;

    /** Where commits go; empty when the lock that they were to be made under is lost. */
    private interface Target {
        Optional<CommitOutcome> commit(SessionId id, Commit commit, @Nullable Staging staged);
    }

    Committer(StorageBackend backend, Manifests manifests, int maxRebases) {
        this(
                backend,
                manifests,
                maxRebases,
                (id, commit, staged) -> Optional.of(backend.commit(id, commit, staged)));
    }

    private Committer(StorageBackend backend, Manifests manifests, int maxRebases, Target target) {
        this.backend = backend;
        this.manifests = manifests;
        this.maxRebases = maxRebases;
        this.target = target;
    }

    /** The same, whose commits are refused once the lock is lost. */
    Committer under(SessionLock lock) {
        return new Committer(
                backend,
                manifests,
                maxRebases,
                (id, commit, staged) -> lock.commit(commit, staged));
    }

    /**
     * Commits.
     *
     * @param seen the record that the caller has read
     * @param staged where new chunks were staged; null when there are none
     * @param again answers when a commit of this id was applied before
     * @throws VersionConflictException when the condition does not hold, what others wrote meets
     *     this write, others were faster too often, the lock is lost, or the storage has lost a
     *     head that this process was told of
     */
    <T> T commit(
            SessionId id,
            WriteOptions options,
            SessionRecord seen,
            @Nullable Staging staged,
            Attempt<T> attempt,
            Function<AppliedCommit, T> again) {
        String commitId = options.commitId() == null ? RandomId.next() : options.commitId();
        SessionRecord record = seen;
        for (int tries = 0; tries <= maxRebases; tries++) {
            Optional<AppliedCommit> applied = record.applied(commitId);
            if (applied.isPresent()) {
                return again.apply(applied.get());
            }
            check(options, record);
            checkNothingLost(id, record);
            Optional<T> result = attempt(id, attempt, record, commitId, staged);
            if (result.isPresent()) {
                return result.get();
            }
            SessionRecord next = backend.state(id).record();
            if (next.head().equals(record.head())) {
                throw new DamagedChunkException(
                        "Everything that a kept version names must be stored; some of it is missing");
            }
            record = next;
        }
        throw VersionConflictException.overtaken(seen.head().version(), record.head().version());
    }

    /** What was computed from a head that is gone must not land beside what replaced it. */
    private void checkNothingLost(SessionId id, SessionRecord record) {
        Optional<Head> lost = backend.lostHead(id);
        if (lost.isPresent()) {
            throw VersionConflictException.lost(lost.get().version(), record.head().version());
        }
    }

    /** One try; empty when someone else was faster. */
    private <T> Optional<T> attempt(
            SessionId id,
            Attempt<T> attempt,
            SessionRecord record,
            String commitId,
            @Nullable Staging staged) {
        Attempt.Proposal<T> proposal;
        try {
            proposal = attempt.on(record, commitId);
        } catch (StaleReadException e) {
            return Optional.empty();
        }
        CommitOutcome outcome =
                target.commit(id, proposal.commit(), staged)
                        .orElseThrow(
                                () -> VersionConflictException.unlocked(record.head().version()));
        if (outcome instanceof CommitOutcome.Applied) {
            proposal.written().forEach(manifests::put);
            return Optional.of(proposal.result());
        }
        return Optional.empty();
    }

    /**
     * The commit that the caller asks for, if it was applied before.
     *
     * @throws VersionConflictException when it was not and the caller's condition does not hold
     */
    static Optional<AppliedCommit> applied(WriteOptions options, SessionRecord record) {
        Optional<AppliedCommit> applied =
                Optional.ofNullable(options.commitId()).flatMap(record::applied);
        if (applied.isEmpty()) {
            check(options, record);
        }
        return applied;
    }

    /**
     * @throws VersionConflictException when the caller's condition does not hold
     */
    static void check(WriteOptions options, SessionRecord record) {
        Integer wanted = options.ifVersion();
        if (wanted != null && wanted != record.head().version()) {
            throw VersionConflictException.stale(wanted, record.head().version());
        }
    }
}
