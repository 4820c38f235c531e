package io.remanso.sessions;

import io.remanso.sessions.storage.RandomId;
import io.remanso.tables.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * Under which conditions a write is done. Immutable.
 *
 * @param ifVersion the version that must be current, as in {@code If-Match}; null lets a write that
 *     touches other columns than those written meanwhile land as well
 * @param commitId the id of the commit, so that a caller who got no answer can ask again and have
 *     it applied once; null takes a random one. Never use one again for another write
 */
public record WriteOptions(@Nullable Integer ifVersion, @Nullable String commitId) {

    /** No condition, a random commit id. */
    public static final WriteOptions NONE = new WriteOptions(null, null);

    public WriteOptions {
        if (commitId != null && !RandomId.isSafe(commitId)) {
            throw new InvalidParameterException(
                    "A commit id has 1 to 64 letters, digits, - and _; got '%s'"
                            .formatted(commitId));
        }
    }

    public WriteOptions withIfVersion(int version) {
        return new WriteOptions(version, commitId);
    }

    public WriteOptions withCommitId(String id) {
        return new WriteOptions(ifVersion, id);
    }
}
