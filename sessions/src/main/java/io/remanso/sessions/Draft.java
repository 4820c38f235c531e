package io.remanso.sessions;

import io.remanso.tables.Manifest;
import io.remanso.tables.clusters.Cluster;
import io.remanso.tables.operations.Footprint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version before it is committed.
 *
 * @param manifest its table, as computed from the table that the writer saw
 * @param footprint what all steps up to this one read and wrote
 * @param summary what was done, as a sentence
 * @param operation the operation as JSON; null when it was none
 * @param clusters what {@code cluster_values} found; null of all others
 */
record Draft(
        Manifest manifest,
        Footprint footprint,
        String summary,
        @Nullable JsonNode operation,
        long cellsChanged,
        List<String> columnsChanged,
        @Nullable List<Cluster> clusters) {}
