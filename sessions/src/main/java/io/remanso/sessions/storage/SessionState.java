package io.remanso.sessions.storage;

import java.time.Duration;
import java.time.Instant;

/**
 * The record of a session and how long it lives.
 *
 * @param record the record
 * @param ttl how long the session lives after its last access
 * @param expiresAt when it ends unless it is accessed again
 */
public record SessionState(SessionRecord record, Duration ttl, Instant expiresAt) {

    /** The last access: the one that read this, mostly. */
    public Instant lastAccessed() {
        return expiresAt.minus(ttl);
    }
}
