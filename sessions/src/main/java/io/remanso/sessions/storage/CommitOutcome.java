package io.remanso.sessions.storage;

import io.remanso.tables.ChunkName;
import java.util.Set;

/**
 * What became of a commit. That it is not known is an exception: {@link
 * CommitOutcomeUnknownException}.
 */
public sealed interface CommitOutcome {

    /** It is applied, and will be found so after any crash. */
    record Applied() implements CommitOutcome {}

    /** A commit of this id was applied before; this call changed nothing. */
    record AlreadyApplied() implements CommitOutcome {}

    /**
     * The head is not the expected one; nothing was changed.
     *
     * @param current the head that was found
     */
    record Conflict(Head current) implements CommitOutcome {}

    /**
     * Required chunks are neither stored nor staged; nothing was changed.
     *
     * @param missing their names
     */
    record MissingChunks(Set<ChunkName> missing) implements CommitOutcome {

        public MissingChunks {
            missing = Set.copyOf(missing);
        }
    }
}
