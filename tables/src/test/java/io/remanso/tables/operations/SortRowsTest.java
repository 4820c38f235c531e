package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SortRowsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private List<@Nullable Object> sorted(Table table, String name, SortRows.Key... keys) {
        return column(bench.apply(table, new SortRows(List.of(keys))).table(), name);
    }

    @Test
    void nullsComeLastBothWaysAndEqualRowsKeepTheirOrder() {
        Table table =
                tables.of(
                        "SELECT * FROM (VALUES (0, 2), (1, NULL), (2, 1), (3, 2), (4, NULL), (5, 1)) t(n, x)",
                        2);

        assertThat(sorted(table, "n", new SortRows.Key("x", false)))
                .containsExactly(2, 5, 0, 3, 1, 4);
        assertThat(sorted(table, "n", new SortRows.Key("x", true)))
                .containsExactly(0, 3, 2, 5, 1, 4);
        assertThat(sorted(table, "n", new SortRows.Key("x", true), new SortRows.Key("n", true)))
                .containsExactly(3, 0, 5, 2, 4, 1);
    }

    @Test
    void nanIsAboveAllOtherNumbers() {
        Table table =
                tables.of(
                        "SELECT CAST(x AS DOUBLE) AS x FROM (SELECT unnest(['NaN', '1', 'inf', NULL, '-inf']) AS x)",
                        2);

        assertThat(sorted(table, "x", new SortRows.Key("x", false)))
                .containsExactly(
                        Double.NEGATIVE_INFINITY, 1.0, Double.POSITIVE_INFINITY, Double.NaN, null);
        assertThat(sorted(table, "x", new SortRows.Key("x", true)))
                .containsExactly(
                        Double.NaN, Double.POSITIVE_INFINITY, 1.0, Double.NEGATIVE_INFINITY, null);
    }

    @Test
    void textsAreOrderedByCodePoint() {
        Table table = tables.of("SELECT unnest(['b', 'B', 'é', 'a', '', '😀', 'ﬀ']) AS x", 2);
        assertThat(sorted(table, "x", new SortRows.Key("x", false)))
                .containsExactly("", "B", "a", "b", "é", "ﬀ", "😀");
    }

    @Test
    void rowIdsAndMarksFollowTheirRows() {
        Table table =
                bench.mark(
                        tables.of(
                                "SELECT 9 - range AS n, CASE WHEN range % 2 = 0 THEN range END AS x FROM range(10)",
                                4),
                        "x",
                        3,
                        7);
        Applied applied = bench.apply(table, new SortRows(List.of(new SortRows.Key("n", false))));

        assertThat(Bench.rowIds(applied.table()))
                .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
        assertThat(Bench.marks(applied.table(), "x")).containsExactly(3L, 7L);
        assertThat(applied.change().cellsChanged()).isZero();
        assertThat(applied.change().footprint()).isEqualTo(Footprint.WHOLE_TABLE);
    }

    @Test
    void agreesWithAStableSortOfTheJdkOverManySlices() {
        Table table =
                tables.of(
                        "SELECT hash(range) % 1000 AS a, CASE WHEN range % 11 > 0 THEN 't' || hash(range + 1) % 50 END AS b, range AS n FROM range(150000)");
        List<List<@Nullable Object>> expected = new ArrayList<>(Bench.rows(table));
        Comparator<List<@Nullable Object>> byText =
                Comparator.comparing(
                        row -> (String) row.get(1),
                        Comparator.nullsLast(Comparator.reverseOrder()));
        expected.sort(byText.thenComparing(row -> (Long) row.get(0)));

        Applied applied =
                bench.apply(
                        table,
                        new SortRows(
                                List.of(
                                        new SortRows.Key("b", true),
                                        new SortRows.Key("a", false))));

        assertThat(Bench.rows(applied.table())).isEqualTo(expected);
        assertThat(Bench.rowIds(applied.table()))
                .isEqualTo(expected.stream().map(row -> row.get(2)).toList());
    }

    @Test
    void aSortedTableIsUnchanged() {
        for (Table table :
                List.of(
                        tables.of("SELECT range AS n, 'x' AS s FROM range(10)", 3),
                        tables.of("SELECT 1 AS n WHERE false"),
                        tables.of("SELECT 1 AS n"))) {
            Applied applied =
                    bench.apply(table, new SortRows(List.of(new SortRows.Key("n", false))));

            assertThat(applied.change().manifest()).isEqualTo(table.manifest());
            assertThat(applied.change().footprint())
                    .isEqualTo(Footprint.of(Set.of("c0"), Set.of()));
            assertThat(applied.staged()).isEmpty();
        }
    }

    @Test
    void refusesColumnsNamedTwice() {
        assertThatThrownBy(() ->
                        new SortRows(
                                List.of(new SortRows.Key("a", false), new SortRows.Key("a", true))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("sort_rows needs one or more columns, each once; got 'a', 'a'");
        OperationJsonTest.refuses(
                "{\"operation\":\"sort_rows\",\"by\":[\"a\"]}",
                "Parameter 'by' of sort_rows must be a list of {\"column\": name, \"descending\": true or false}; got \"a\"");
    }

    @Test
    void summaries() {
        assertThat(
                        new SortRows(
                                        List.of(
                                                new SortRows.Key("a", false),
                                                new SortRows.Key("b", true)))
                                .summary())
                .isEqualTo("Sort by 'a', 'b' descending");
    }
}
