package io.remanso.sessions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of what users may change in the metadata.
 *
 * @param filename the new name; null keeps it
 * @param attributes members to set; one that is null is removed, others stay. Null keeps all
 */
public record MetadataPatch(@Nullable String filename, @Nullable ObjectNode attributes) {

    /** No change. */
    static final MetadataPatch NONE = new MetadataPatch(null, null);
}
