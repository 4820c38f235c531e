package io.remanso.tables.operations;

import io.remanso.tables.Manifest;
import io.remanso.tables.clusters.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step would make of a table, before anyone commits it.
 *
 * @param manifest the table after the step
 * @param cellsChanged cells of rows that stayed whose value is another (a null that became a value
 *     counts, a null that stayed does not)
 * @param columnsChanged names, after the step, of the columns with changed cells, types or names,
 *     and of new ones
 * @param footprint what the step depended on and what it wrote
 * @param clusters the likely equal values that {@code cluster_values} found; null of other steps
 */
public record Change(
        Manifest manifest,
        long cellsChanged,
        List<String> columnsChanged,
        Footprint footprint,
        @Nullable List<Cluster> clusters) {

    public Change {
        columnsChanged = List.copyOf(columnsChanged);
        clusters = clusters == null ? null : List.copyOf(clusters);
    }

    public Change(
            Manifest manifest,
            long cellsChanged,
            List<String> columnsChanged,
            Footprint footprint) {
        this(manifest, cellsChanged, columnsChanged, footprint, null);
    }

    Change withClusters(List<Cluster> found) {
        return new Change(manifest, cellsChanged, columnsChanged, footprint, found);
    }
}
