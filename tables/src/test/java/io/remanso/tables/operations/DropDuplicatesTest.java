package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.DropDuplicates.Keep;
import io.remanso.tables.testing.Tables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DropDuplicatesTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    @Test
    void keepsTheFirstOrTheLast() {
        Table table =
                tables.of(
                        "SELECT * FROM (VALUES (0, 'a'), (1, NULL), (2, 'a'), (3, NULL), (4, 'b')) t(n, s)",
                        2);

        assertThat(left(table, List.of("s"), Keep.FIRST)).containsExactly(0, 1, 4);
        assertThat(left(table, List.of("s"), Keep.LAST)).containsExactly(2, 3, 4);
        assertThat(left(table, null, Keep.FIRST)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void nanEqualsNanAndZeroMinusZero() {
        Table table =
                tables.of(
                        "SELECT CAST(x AS DOUBLE) AS s, row_number() OVER () AS n FROM (SELECT unnest(['NaN', '0', '-0', 'nan', '1', NULL, NULL]) AS x)",
                        2);
        assertThat(left(table, List.of("s"), Keep.FIRST)).containsExactly(1L, 2L, 5L, 6L);
    }

    private List<@Nullable Object> left(Table table, @Nullable List<String> columns, Keep keep) {
        return column(bench.apply(table, new DropDuplicates(columns, keep)).table(), "n");
    }

    @Test
    void agreesWithASetOverManySlices() {
        Table table =
                tables.of(
                        "SELECT range AS n, hash(range) % 50000 AS a, CASE WHEN range % 7 > 0 THEN 'k' || hash(range + 1) % 3 END AS b FROM range(200000)");
        Applied applied = bench.apply(table, new DropDuplicates(List.of("b", "a"), Keep.FIRST));

        Set<Object> seen = new HashSet<>();
        List<?> expected =
                Bench.rows(table).stream()
                        .filter(row -> seen.add(row.subList(1, 3)))
                        .map(row -> row.get(0))
                        .toList();
        assertThat(column(applied.table(), "n")).isEqualTo(expected);
        assertThat(expected.size()).isBetween(50_000, 199_000);
    }

    @Test
    void aTableWithoutDuplicatesIsUnchanged() {
        Table table = tables.of("SELECT range AS n FROM range(10)", 3);
        Applied applied = bench.apply(table, new DropDuplicates(null, Keep.LAST));

        assertThat(applied.change().manifest()).isEqualTo(table.manifest());
        assertThat(applied.change().footprint()).isEqualTo(Footprint.of(Set.of("c0"), Set.of()));
    }

    @Test
    void summaries() {
        assertThat(new DropDuplicates(null, Keep.FIRST).summary())
                .isEqualTo("Drop duplicates, keeping the first");
        assertThat(new DropDuplicates(List.of("a"), Keep.LAST).summary())
                .isEqualTo("Drop duplicates of 'a', keeping the last");
    }
}
