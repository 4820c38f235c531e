package io.remanso.sessions;

import io.remanso.tables.clusters.Cluster;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clusters as users see them: all are counted, the largest are listed. */
final class ClusterReport {

    private static final int MAX_CLUSTERS = 1_000;
    private static final int MAX_MEMBERS = 100;

    private ClusterReport() {}

    /** Adds {@code clusters_found} and {@code clusters} to an answer. */
    static void write(List<Cluster> clusters, ObjectNode json) {
        json.put("clusters_found", clusters.size());
        ArrayNode list = json.putArray("clusters");
        for (Cluster cluster : clusters.subList(0, Math.min(MAX_CLUSTERS, clusters.size()))) {
            ObjectNode node = list.addObject();
            node.put("value", cluster.value());
            node.put("count", cluster.count());
            node.put("values", cluster.members().size());
            ArrayNode members = node.putArray("members");
            cluster.members().stream()
                    .limit(MAX_MEMBERS)
                    .forEach(member ->
                            members.addObject()
                                    .put("value", member.value())
                                    .put("count", member.count()));
        }
    }
}
