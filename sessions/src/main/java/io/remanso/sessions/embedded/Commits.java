package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.ChunkName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks commits and appends them to logs. */
final class Commits {

    private Commits() {}

    static CommitOutcome apply(LogFile log, Commit commit, @Nullable FileStaging staged) {
        return log.locked(index -> {
            SessionRecord record = index.record();
            if (record.applied(commit.id()).isPresent()) {
                return new CommitOutcome.AlreadyApplied();
            }
            if (!record.head().equals(commit.expected())) {
                return new CommitOutcome.Conflict(record.head());
            }
            Optional<CommitOutcome> missing = missing(commit, staged, index);
            if (missing.isPresent()) {
                return missing.get();
            }
            Transaction transaction = Transaction.after(index);
            if (staged != null) {
                transaction.staged(staged, needed(commit, staged, index));
            }
            log.append(transaction.commit(commit), commit.next(), commit.id());
            return new CommitOutcome.Applied();
        });
    }

    /** The answer to a commit that requires chunks which are nowhere; empty when all are there. */
    static Optional<CommitOutcome> missing(
            Commit commit, @Nullable FileStaging staged, @Nullable LogIndex index) {
        Set<ChunkName> missing = new HashSet<>(commit.required());
        if (index != null) {
            missing.removeIf(name -> index.chunk(name) != null);
        }
        if (staged != null) {
            missing.removeAll(staged.names());
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new CommitOutcome.MissingChunks(missing));
    }

    /** The answer to a first commit when there is a session already. */
    static CommitOutcome occupied(Commit first, SessionRecord record) {
        return record.applied(first.id()).isPresent()
                ? new CommitOutcome.AlreadyApplied()
                : new CommitOutcome.Conflict(record.head());
    }

    /** Staged chunks that a first commit does not name. */
    static Set<ChunkName> unneeded(Commit first, FileStaging staged) {
        Set<ChunkName> unneeded = new HashSet<>(staged.names());
        unneeded.removeAll(first.required());
        return unneeded;
    }

    private static Set<ChunkName> needed(Commit commit, FileStaging staged, LogIndex index) {
        Set<ChunkName> needed = new HashSet<>(commit.required());
        needed.retainAll(staged.names());
        needed.removeIf(name -> index.chunk(name) != null);
        return needed;
    }
}
