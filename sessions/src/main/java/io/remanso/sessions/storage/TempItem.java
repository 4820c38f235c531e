package io.remanso.sessions.storage;

import java.time.Instant;

/**
 * A temporary item: a document that says what its chunks are.
 *
 * @param document any bytes; not changed by either side
 * @param expiresAt when it ends unless it is accessed again
 */
public record TempItem(byte[] document, Instant expiresAt) {}
