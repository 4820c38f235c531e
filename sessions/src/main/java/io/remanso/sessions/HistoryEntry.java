package io.remanso.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A version in a session's history.
 *
 * @param versionId its number
 * @param parentId the version it was made from; null for the first
 * @param timestamp when it was made
 * @param actionSummary what was done, as a sentence
 * @param operation the operation as JSON; null when it was none: an import, a replaced table
 * @param rowsBefore rows of the parent, 0 for the first
 * @param rowsAfter rows of this version
 * @param current whether it is the current one
 * @param kept whether its table can still be read and restored
 */
public record HistoryEntry(
        int versionId,
        @Nullable Integer parentId,
        Instant timestamp,
        String actionSummary,
        @Nullable JsonNode operation,
        long rowsBefore,
        long rowsAfter,
        boolean current,
        boolean kept) {

    /** The entry as it stands in the metadata's history. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version_id", versionId);
        json.put("parent_id", parentId);
        json.put("timestamp", timestamp.toString());
        json.put("action_summary", actionSummary);
        json.set("operation", operation);
        json.put("rows_before", rowsBefore);
        json.put("rows_after", rowsAfter);
        return json;
    }
}
