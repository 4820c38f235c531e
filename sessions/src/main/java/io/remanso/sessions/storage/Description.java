package io.remanso.sessions.storage;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a session is called, beside its table: no step changes it.
 *
 * @param filename what the user calls the table
 * @param createdAt when the session was made
 * @param initialRows rows of the table that the session began with
 * @param attributes the user's own JSON members; never changed in place
 */
public record Description(
        String filename, Instant createdAt, long initialRows, ObjectNode attributes) {

    /** With another name and other attributes. */
    public Description with(String newFilename, ObjectNode newAttributes) {
        return new Description(newFilename, createdAt, initialRows, newAttributes);
    }
}
