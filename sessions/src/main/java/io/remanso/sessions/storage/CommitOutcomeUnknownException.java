package io.remanso.sessions.storage;

import io.remanso.tables.TableException;

/**
 * A commit was sent and its answer never came, so it may or may not be applied: {@code
 * commit_outcome_unknown}. Asking again with the same commit id applies it once.
 */
public final class CommitOutcomeUnknownException extends TableException {

    private final String commitId;

    public CommitOutcomeUnknownException(String commitId, Throwable cause) {
        super(
                "commit_outcome_unknown",
                "A commit must be confirmed; it is not known whether commit '%s' was applied. Ask again with this commit id."
                        .formatted(commitId),
                cause);
        this.commitId = commitId;
    }

    public String commitId() {
        return commitId;
    }
}
