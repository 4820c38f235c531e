package io.remanso.sessions;

import io.remanso.tables.clusters.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a write, or a dry run of one, took a session.
 *
 * @param version the current version after it; of a dry run, the number it would get
 * @param actionSummary what was done, as a sentence
 * @param operation the operation as JSON; null when it was none
 * @param rowsBefore rows of the version that was current before
 * @param rowsAfter rows of the version that is current now
 * @param cellsChanged cells that differ in rows that are in both; null for a restore, which does
 *     not count them
 * @param columnsChanged names of the columns with changed cells, types or names; of a restore,
 *     those that the steps in between name, as far as these are kept
 * @param columns columns of the version that is current now
 * @param clusters the likely equal values that {@code cluster_values} found, those of most cells
 *     first; null of all others, and of a write that is answered again for its commit id
 */
public record VersionResult(
        String sessionId,
        int version,
        String actionSummary,
        @Nullable JsonNode operation,
        long rowsBefore,
        long rowsAfter,
        @Nullable Long cellsChanged,
        List<String> columnsChanged,
        int columns,
        @Nullable List<Cluster> clusters) {

    public VersionResult {
        columnsChanged = List.copyOf(columnsChanged);
        clusters = clusters == null ? null : List.copyOf(clusters);
    }

    VersionResult withClusters(@Nullable List<Cluster> found) {
        return new VersionResult(
                sessionId,
                version,
                actionSummary,
                operation,
                rowsBefore,
                rowsAfter,
                cellsChanged,
                columnsChanged,
                columns,
                found);
    }

    /** The result as users see it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("session_id", sessionId);
        json.put("version", version);
        json.put("action_summary", actionSummary);
        json.set("operation", operation);
        json.put("rows_before", rowsBefore);
        json.put("rows_after", rowsAfter);
        json.put("cells_changed", cellsChanged);
        ArrayNode changed = json.putArray("columns_changed");
        columnsChanged.forEach(changed::add);
        json.putArray("shape").add(rowsAfter).add(columns);
        if (clusters != null) {
            ClusterReport.write(clusters, json);
        }
        return json;
    }
}
