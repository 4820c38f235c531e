package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.clusters.Cluster;
import io.remanso.tables.clusters.Cluster.Member;
import io.remanso.tables.clusters.Clustering;
import io.remanso.tables.internal.TableScan;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds texts that are likely the same, and writes each as the most frequent of its cluster.
 *
 * @param column a text column
 * @param by how they are found
 * @param apply false to find them only; the table stays as it is
 */
public record ClusterValues(String column, Clustering by, boolean apply) implements Operation {

    static final String NAME = "cluster_values";

    private static final int NGRAM_SIZE = 2;
    private static final int DISTANCE = 1;

    /** The names of the methods in JSON. */
    private enum Method {
        FINGERPRINT,
        NGRAM,
        LEVENSHTEIN
    }

    static ClusterValues read(Parameters parameters) {
        String column = parameters.text("column");
        Method method = parameters.choice("method", Method.class);
        Clustering by =
                switch (method) {
                    case FINGERPRINT -> new Clustering.Fingerprint();
                    case NGRAM -> new Clustering.Ngram(parameters.integer("size", NGRAM_SIZE));
                    case LEVENSHTEIN ->
                            new Clustering.Levenshtein(parameters.integer("distance", DISTANCE));
                };
        return new ClusterValues(column, by, parameters.flag("apply", false));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.put("column", column);
        json.put("method", method());
        switch (by) {
            case Clustering.Fingerprint fingerprint -> {}
            case Clustering.Ngram ngram -> json.put("size", ngram.size());
            case Clustering.Levenshtein levenshtein -> json.put("distance", levenshtein.distance());
        }
        json.put("apply", apply);
    }

    private String method() {
        return by.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "%s similar values in %s by %s"
                .formatted(apply ? "Unite" : "Find", Shown.text(column), method());
    }

    @Override
    public boolean changesTable() {
        return apply;
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> columns = TextColumns.of(table, NAME, List.of(column));
        List<Cluster> clusters;
        try (TableScan scan = TableScan.open(table)) {
            clusters = by.clusters(values(scan, columns.getFirst()));
        }
        if (!apply) {
            Footprint read = Footprint.of(Columns.ids(columns), Set.of());
            return new Change(table.manifest(), 0, List.of(), read, clusters);
        }
        Map<String, String> united = new HashMap<>();
        for (Cluster cluster : clusters) {
            for (Member member : cluster.members()) {
                united.put(member.value(), cluster.value());
            }
        }
        return TextColumns.map(table, sink, columns, text -> united.getOrDefault(text, text))
                .withClusters(clusters);
    }

    private List<Member> values(TableScan scan, Column read) {
        DistinctTexts texts = DistinctTexts.of(scan, read);
        if (texts.count() > by.maxValues() || texts.bytes() > DistinctTexts.MAX_BYTES) {
            throw new InvalidParameterException(
                    "cluster_values by %s takes at most %,d different values of %,d bytes together; column '%s' has %,d of %,d bytes"
                            .formatted(
                                    method(),
                                    by.maxValues(),
                                    DistinctTexts.MAX_BYTES,
                                    column,
                                    texts.count(),
                                    texts.bytes()));
        }
        return texts.read(scan);
    }
}
