package io.remanso.sessions.storage;

/**
 * A commit that was applied lately, with what is needed to answer it again.
 *
 * @param commitId its id
 * @param kind what it did
 * @param from the head's version before it, 0 when it created the session
 * @param to the head's version after it
 */
public record AppliedCommit(String commitId, CommitKind kind, int from, int to) {}
