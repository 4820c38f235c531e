package io.remanso.tables.clusters;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.clusters.Cluster.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How likely equal texts are found. Immutable. */
public sealed interface Clustering {

    /** The most different texts that can be clustered. */
    int maxValues();

    /**
     * The clusters, those of most cells first. Each text is in one of them at most.
     *
     * @param values different texts, the most frequent first, of equally frequent ones the smallest
     * @throws InvalidParameterException when the texts are too alike for the work to be bounded
     */
    List<Cluster> clusters(List<Member> values);

    /**
     * Texts with the same words are the same, whatever their order, number, case, accents and
     * punctuation; the fingerprint of OpenRefine.
     */
    record Fingerprint() implements Clustering {
        @Override
        public int maxValues() {
            return Keys.MAX_VALUES;
        }

        @Override
        public List<Cluster> clusters(List<Member> values) {
            return byKey(values, Keys::fingerprint);
        }
    }

    /**
     * Texts with the same groups of neighbouring characters are the same, whatever their order,
     * number, case, accents, white space and punctuation; the n-gram fingerprint of OpenRefine.
     *
     * @param size characters of a group, 1 to 10
     */
    record Ngram(int size) implements Clustering {

        private static final int MAX_SIZE = 10;

        public Ngram {
            if (size < 1 || size > MAX_SIZE) {
                throw new InvalidParameterException(
                        "The groups of ngram have 1 to %d characters; got %d"
                                .formatted(MAX_SIZE, size));
            }
        }

        @Override
        public int maxValues() {
            return Keys.MAX_VALUES;
        }

        @Override
        public List<Cluster> clusters(List<Member> values) {
            return byKey(values, text -> Keys.ngrams(text, size));
        }
    }

    /**
     * Texts are the same when few characters have to be put in, taken out or replaced to make one
     * of the other: at most {@code distance}, and fewer than half of the longer one's. Frequent
     * texts come first: each takes what is near it and in no cluster yet, so that no text is
     * farther than that from the one that stands for it.
     *
     * @param distance 1 to 5
     */
    record Levenshtein(int distance) implements Clustering {

        private static final int MAX_DISTANCE = 5;

        public Levenshtein {
            if (distance < 1 || distance > MAX_DISTANCE) {
                throw new InvalidParameterException(
                        "The distance of levenshtein is 1 to %d; got %d"
                                .formatted(MAX_DISTANCE, distance));
            }
        }

        @Override
        public int maxValues() {
            return NearTexts.MAX_VALUES;
        }

        @Override
        public List<Cluster> clusters(List<Member> values) {
            return largestFirst(new NearTexts(values, distance).groups());
        }
    }

    private static List<Cluster> byKey(List<Member> values, UnaryOperator<String> key) {
        Map<String, List<Member>> groups = new LinkedHashMap<>();
        for (Member value : values) {
            String of = key.apply(value.value());
            if (!of.isEmpty()) {
                groups.computeIfAbsent(of, none -> new ArrayList<>(1)).add(value);
            }
        }
        return largestFirst(groups.values());
    }

    private static List<Cluster> largestFirst(Collection<List<Member>> groups) {
        return groups.stream()
                .filter(group -> group.size() > 1)
                .map(Cluster::new)
                .sorted(Comparator.comparingLong(Cluster::count).reversed())
                .toList();
    }
}
