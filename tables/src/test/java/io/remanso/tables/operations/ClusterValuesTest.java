package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.clusters.Cluster;
import io.remanso.tables.clusters.Cluster.Member;
import io.remanso.tables.clusters.Clustering;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterValuesTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table x(@Nullable String... values) {
        String list =
                Arrays.stream(values)
                        .map(value -> value == null ? "NULL" : "'" + value.replace("'", "''") + "'")
                        .collect(Collectors.joining(", "));
        return tables.of("SELECT unnest([%s]) AS x, 7 AS n".formatted(list), 3);
    }

    private List<List<String>> clusters(Table table, Clustering by) {
        return found(bench.apply(table, new ClusterValues("x", by, false))).stream()
                .map(cluster -> cluster.members().stream().map(Member::value).toList())
                .toList();
    }

    private static List<Cluster> found(Applied applied) {
        return Objects.requireNonNull(applied.change().clusters());
    }

    @Test
    void fingerprintsIgnoreCaseAccentsPunctuationAndTheOrderOfWords() {
        Table table =
                x(
                        "Köln",
                        "KOLN",
                        " köln. ",
                        "Cologne",
                        "Straße 5",
                        "5, strasse",
                        "Lech Wałęsa",
                        "walesa, lech lech",
                        "-",
                        "?!",
                        "",
                        null,
                        "किताब",
                        "कतब",
                        "ＡＢＣ",
                        "abc");
        assertThat(clusters(table, new Clustering.Fingerprint()))
                .containsExactlyInAnyOrder(
                        List.of(" köln. ", "KOLN", "Köln"),
                        List.of("5, strasse", "Straße 5"),
                        List.of("Lech Wałęsa", "walesa, lech lech"),
                        List.of("abc", "ＡＢＣ"));
    }

    @Test
    void ngramsIgnoreSpacesTooAndRepeatedGroups() {
        Table table =
                x(
                        "Krzysztof",
                        "Kr zysz tof",
                        "KRZYSZTOF!",
                        "Krzystof",
                        "a",
                        "A.",
                        "b",
                        "ab",
                        "ababab");
        assertThat(clusters(table, new Clustering.Ngram(2)))
                .containsExactlyInAnyOrder(
                        List.of("KRZYSZTOF!", "Kr zysz tof", "Krzysztof"), List.of("A.", "a"));
        assertThat(clusters(table, new Clustering.Ngram(1)))
                .contains(List.of("ab", "ababab"))
                .anyMatch(cluster -> cluster.contains("Krzystof") && cluster.contains("Krzysztof"));
    }

    @Test
    void distanceStartsAtFrequentValuesAndKeepsShortOnesApart() {
        Table table =
                x(
                        "Berlin", "Berlin", "Berlim", "Berlins", "Belin", "Berlimx", "m", "w", "DE",
                        "DK", "Ulm", "Ulp", "Günter", "Gunter");
        assertThat(clusters(table, new Clustering.Levenshtein(1)))
                .containsExactly(
                        List.of("Berlin", "Belin", "Berlim", "Berlins"),
                        List.of("Gunter", "Günter"),
                        List.of("Ulm", "Ulp"));
        assertThat(clusters(table, new Clustering.Levenshtein(2)))
                .contains(List.of("Berlin", "Belin", "Berlim", "Berlimx", "Berlins"));
    }

    @Test
    void applyingWritesTheMostFrequentValueAndNothingElse() {
        Table table = bench.mark(x("Bonn", "bonn", "bonn", null, "Ulm", "Ulm", "ULM", "x"), "x", 3);
        ClusterValues step = new ClusterValues("x", new Clustering.Fingerprint(), true);
        Applied applied = bench.apply(table, step);

        assertThat(Bench.column(applied.table(), "x"))
                .containsExactly("bonn", "bonn", "bonn", null, "Ulm", "Ulm", "Ulm", "x");
        assertThat(applied.change().cellsChanged()).isEqualTo(2);
        assertThat(applied.change().columnsChanged()).containsExactly("x");
        assertThat(applied.change().footprint().writes()).containsExactly("c0");
        assertThat(Bench.marks(applied.table(), "x")).containsExactly(3L);
        assertThat(found(applied))
                .containsExactly(
                        new Cluster(List.of(new Member("Ulm", 2), new Member("ULM", 1))),
                        new Cluster(List.of(new Member("bonn", 2), new Member("Bonn", 1))));
        assertThat(bench.apply(applied.table(), step).change().columnsChanged()).isEmpty();
    }

    @Test
    void findingAloneChangesNothing() {
        Table table = x("a", "A");
        ClusterValues step = new ClusterValues("x", new Clustering.Fingerprint(), false);
        Applied applied = bench.apply(table, step);

        assertThat(step.changesTable()).isFalse();
        assertThat(applied.change().manifest()).isEqualTo(table.manifest());
        assertThat(applied.staged()).isEmpty();
        assertThat(found(applied)).hasSize(1);
    }

    /** Each near pair as the engine's own function finds it, then the same walk. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void findsEveryPairThatComparingAllWouldFind(int distance) {
        long seed = Long.getLong("remanso.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            words.add(
                    random.ints(random.nextInt(12), 'a', 'd')
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining()));
        }
        Table table = x(words.toArray(String[]::new));
        Table pairs =
                tables.of(
                        """
                        WITH w AS (SELECT v, count(*) AS n FROM unnest([%s]) t(v) GROUP BY v)
                        SELECT a.v AS a, b.v AS b FROM w a, w b
                        WHERE a.v <> b.v AND levenshtein(a.v, b.v) <= %d
                          AND levenshtein(a.v, b.v) * 2 < greatest(length(a.v), length(b.v))
                        ORDER BY a.n DESC, a.v, b.n DESC, b.v
                        """
                                .formatted(
                                        words.stream().collect(Collectors.joining("','", "'", "'")),
                                        distance));
        Map<String, List<String>> near = new LinkedHashMap<>();
        for (List<@Nullable Object> pair : Bench.rows(pairs)) {
            near.computeIfAbsent(String.valueOf(pair.get(0)), a -> new ArrayList<>())
                    .add(String.valueOf(pair.get(1)));
        }
        Set<String> taken = new HashSet<>();
        List<List<String>> expected = new ArrayList<>();
        near.forEach((center, others) -> {
            if (taken.add(center)) {
                List<String> group = new ArrayList<>(List.of(center));
                others.stream().filter(taken::add).forEach(group::add);
                if (group.size() > 1) {
                    expected.add(group);
                }
            }
        });

        assertThat(clusters(table, new Clustering.Levenshtein(distance)))
                .as("remanso.seed=%d", seed)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void manyValuesAreNoProblemUnlessTheyAreAllAlike() {
        Table names =
                tables.of(
                        "SELECT concat(md5(range::VARCHAR)[1:12], range % 7) AS x FROM range(30000)");
        assertThat(clusters(names, new Clustering.Levenshtein(1))).isEmpty();

        Table alike =
                tables.of(
                        "SELECT concat('customer of the company number ', range) AS x FROM range(100000)");
        assertThatThrownBy(() -> clusters(alike, new Clustering.Levenshtein(1)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "levenshtein compares texts that share a part, and too many of these 100,000 texts do; take a smaller distance, or fingerprint or ngram");
        Table many = tables.of("SELECT range::VARCHAR AS x FROM range(100001)");
        assertThatThrownBy(() -> clusters(many, new Clustering.Levenshtein(1)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "cluster_values by levenshtein takes at most 100,000 different values of 32,000,000 bytes together; column 'x' has 100,001 of 488,896 bytes");
        Table long1 = x("a".repeat(1001), "a".repeat(1002));
        assertThat(clusters(long1, new Clustering.Levenshtein(1))).isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() ->
                        bench.apply(
                                x("a"), new ClusterValues("n", new Clustering.Fingerprint(), true)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("cluster_values needs text columns; column 'n' holds int32");
        OperationJsonTest.refuses(
                "{\"operation\":\"cluster_values\",\"column\":\"x\",\"method\":\"soundex\"}",
                "Parameter 'method' of cluster_values must be one of fingerprint, ngram, levenshtein; got \"soundex\"");
        OperationJsonTest.refuses(
                "{\"operation\":\"cluster_values\",\"column\":\"x\",\"method\":\"ngram\",\"size\":0}",
                "The groups of ngram have 1 to 10 characters; got 0");
        OperationJsonTest.refuses(
                "{\"operation\":\"cluster_values\",\"column\":\"x\",\"method\":\"levenshtein\",\"distance\":6}",
                "The distance of levenshtein is 1 to 5; got 6");
        OperationJsonTest.refuses(
                "{\"operation\":\"cluster_values\",\"column\":\"x\",\"method\":\"fingerprint\",\"distance\":1}",
                "cluster_values has the parameters");
    }

    @Test
    void summaries() {
        assertThat(new ClusterValues("city", new Clustering.Fingerprint(), true).summary())
                .isEqualTo("Unite similar values in 'city' by fingerprint");
        assertThat(new ClusterValues("city", new Clustering.Levenshtein(1), false).summary())
                .isEqualTo("Find similar values in 'city' by levenshtein");
    }
}
