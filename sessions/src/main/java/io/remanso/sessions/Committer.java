package io.remanso.sessions;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
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

    Committer(StorageBackend backend, Manifests manifests, int maxRebases) {
        this.backend = backend;
        this.manifests = manifests;
        this.maxRebases = maxRebases;
    }

    /**
     * Commits.
     *
     * @param seen the record that the caller has read
     * @param staged where new chunks were staged; null when there are none
     * @param again answers when a commit of this id was applied before
     * @throws VersionConflictException when the condition does not hold, what others wrote meets
     *     this write, or others were faster too often
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
        CommitOutcome outcome = backend.commit(id, proposal.commit(), staged);
        if (outcome instanceof CommitOutcome.Applied) {
            proposal.written().forEach(manifests::put);
            return Optional.of(proposal.result());
        }
        return Optional.empty();
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
