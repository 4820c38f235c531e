package io.remanso.sessions;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A temporary item: a file as it was uploaded, or tables under names.
 *
 * @param tempId its id
 * @param filename what the user calls it
 * @param size bytes of the file; 0 when it has only tables
 * @param sheets names of its tables, in the order they were given
 * @param attributes what its creator keeps with it; a copy
 * @param expiresAt when it ends unless it is accessed again
 */
public record Upload(
        String tempId,
        String filename,
        long size,
        List<String> sheets,
        ObjectNode attributes,
        Instant expiresAt) {

    public Upload {
        sheets = List.copyOf(sheets);
    }
}
