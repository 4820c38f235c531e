package io.remanso.tables.diffs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDiffTest {

    private static final Column N = new Column("c0", "n", DType.INT64);
    private static final Column S = new Column("c1", "s", DType.STRING);
    private static final Column X = new Column("c2", "x", DType.FLOAT64);

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void aTableDoesNotDifferFromItselfAndIsNotRead() {
        Table table = tables.of("SELECT range AS n FROM range(100)", 10);
        tables.chunks().forget();
        assertThat(TableDiff.between(table, table, 10))
                .isEqualTo(new TableDiff(0, 0, 0, List.of(), List.of(), List.of(), List.of()));
        assertThat(tables.chunks().reads()).isEmpty();
    }

    @Test
    void comparesOnlyTheChunksWhoseNamesDiffer() {
        Table before = tables.of("SELECT range AS n, range + 7 AS m FROM range(100)", 10);
        Table after =
                tables.of(
                        "SELECT range AS n, CASE WHEN range IN (34, 38) THEN NULL ELSE range + 7 END AS m"
                                + " FROM range(100)",
                        10);
        tables.chunks().forget();
        assertThat(TableDiff.between(before, after, 10).changes())
                .containsExactly(
                        new CellChange(34, "m", 41L, null), new CellChange(38, "m", 45L, null));
        Column m = before.schema().require("m");
        assertThat(tables.chunks().reads().stream().flatMap(names -> names.stream()))
                .containsExactlyInAnyOrder(
                        before.manifest().chunksOf(m).get(3).name(),
                        after.manifest().chunksOf(m).get(3).name());
    }

    @Test
    void rowsThatOnlyMovedAreTheSame() {
        Table before = tables.of(List.of(N), column(1L, 2L, 3L), null, 2);
        Table after = tables.of(List.of(N), column(3L, 1L, 2L), List.of(2L, 0L, 1L), 2);
        assertThat(TableDiff.between(before, after, 10))
                .isEqualTo(new TableDiff(0, 0, 0, List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void followsRowsThatMovedAndChanged() {
        Table before = tables.of(List.of(N), column(1L, 2L, 3L, 4L), null, 2);
        Table after = tables.of(List.of(N), column(40L, 1L, 20L, 5L), List.of(3L, 0L, 1L, 9L), 3);
        TableDiff diff = TableDiff.between(before, after, 10);
        assertThat(diff.rowsAdded()).isEqualTo(1);
        assertThat(diff.rowsRemoved()).isEqualTo(1);
        assertThat(diff.cellsChanged()).isEqualTo(2);
        assertThat(diff.changes())
                .containsExactly(new CellChange(3, "n", 4L, 40L), new CellChange(1, "n", 2L, 20L));
    }

    @Test
    void tellsColumnsApartById() {
        Table before = tables.of("SELECT 1 AS a, 2 AS b, 3 AS c");
        Manifest manifest = before.manifest();
        Column a = before.schema().require("a");
        Column b = before.schema().require("b");
        Column other = new Column("c9", "b", DType.INT32);
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        chunks.put("c0", manifest.chunksOf(a));
        chunks.put("c9", manifest.chunksOf(b));
        Table after =
                tables.table(
                        new Manifest(
                                new Schema(List.of(other, a.withName("z"))),
                                manifest.slices(),
                                chunks,
                                Map.of(),
                                1,
                                10));
        assertThat(TableDiff.between(before, after, 10))
                .isEqualTo(
                        new TableDiff(
                                0,
                                0,
                                0,
                                List.of("b"),
                                List.of("b", "c"),
                                List.of(new RenamedColumn("a", "z")),
                                List.of()));
    }

    @Test
    void nansAndZerosOfEitherSignAreTheSameHoweverTheyAreMatched() {
        List<List<Object>> before = column("NaN", 0.0, -0.0, 1.0, "Infinity");
        List<List<Object>> after = column("NaN", -0.0, 0.0, "NaN", "-Infinity");
        List<Long> ids = List.of(0L, 1L, 2L, 3L, 4L);
        List<CellChange> expected =
                List.of(
                        new CellChange(3, "x", 1.0, "NaN"),
                        new CellChange(4, "x", "Infinity", "-Infinity"));
        Table was = tables.of(List.of(X), before, null, 5);
        assertThat(TableDiff.between(was, tables.of(List.of(X), after, null, 5), 10).changes())
                .isEqualTo(expected);
        assertThat(TableDiff.between(was, tables.of(List.of(X), after, ids, 5), 10).changes())
                .isEqualTo(expected);
    }

    @Test
    void listsTheFirstChangesInTheOrderOfTheLaterRowsAndCountsAll() {
        Table before = tables.of("SELECT range AS n, range AS m FROM range(1000)", 100);
        List<List<Object>> rows = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (long id = 999; id >= 0; id--) {
            rows.add(List.of(-id - 1, -id - 2));
            ids.add(id);
        }
        Table after = tables.of(before.schema().columns(), rows, ids, 130);
        TableDiff diff = TableDiff.between(before, after, 3);
        assertThat(diff.cellsChanged()).isEqualTo(2000);
        assertThat(diff.changes())
                .containsExactly(
                        new CellChange(999, "n", 999L, -1000L),
                        new CellChange(999, "m", 999L, -1001L),
                        new CellChange(998, "n", 998L, -999L));
        assertThat(TableDiff.between(before, after, 0).changes()).isEmpty();
    }

    @Test
    void aChangeOfTypeChangesOnlyWhatReadsOtherwise() {
        Column asText = N.withDtype(DType.STRING);
        List<List<Object>> texts = column("5", "05", "x", "-3", null);
        List<List<Object>> numbers = column(5L, 5L, null, -3L, null);
        List<CellChange> expected =
                List.of(new CellChange(1, "n", "05", 5L), new CellChange(2, "n", "x", null));
        Table before = tables.of(List.of(asText), texts, null, 9);
        assertThat(TableDiff.between(before, tables.of(List.of(N), numbers, null, 9), 9).changes())
                .isEqualTo(expected);
        assertThat(
                        TableDiff.between(
                                        before,
                                        tables.of(
                                                List.of(N),
                                                numbers,
                                                List.of(0L, 1L, 2L, 3L, 4L),
                                                9),
                                        9)
                                .changes())
                .isEqualTo(expected);
    }

    @Test
    void worksWithoutRowsAndWithoutColumns() {
        Table empty = tables.table(Manifest.empty());
        Table full = tables.of("SELECT range AS n FROM range(5)");
        assertThat(TableDiff.between(empty, full, 10))
                .isEqualTo(new TableDiff(5, 0, 0, List.of("n"), List.of(), List.of(), List.of()));
        assertThat(TableDiff.between(full, empty, 10))
                .isEqualTo(new TableDiff(0, 5, 0, List.of(), List.of("n"), List.of(), List.of()));
    }

    @Test
    void refusesALimitThatIsNone() {
        Table table = tables.of("SELECT 1 AS a");
        assertThatThrownBy(() -> TableDiff.between(table, table, 10_001))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("A limit is 0 to 10000, got 10001");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreesWithACellByCellModel(long seed) {
        Random random = new Random(seed);
        List<Column> columns = List.of(N, S, X);
        Map<Long, List<Object>> was = new LinkedHashMap<>();
        for (long id = 0; id < 400; id++) {
            was.put(id, row(random));
        }
        Map<Long, List<Object>> is = changed(was, random);
        Table before = table(columns, was, seed % 2 == 0, 37);
        Table after = table(columns, is, true, seed % 3 == 0 ? 37 : 53);

        TableDiff diff = TableDiff.between(before, after, TableDiff.MAX_CHANGES);

        List<CellChange> expected = new ArrayList<>();
        is.forEach((id, row) -> {
            for (int i = 0; was.containsKey(id) && i < row.size(); i++) {
                Object old = was.get(id).get(i);
                if (!Objects.equals(old, row.get(i))) {
                    expected.add(new CellChange(id, columns.get(i).name(), old, row.get(i)));
                }
            }
        });
        assertThat(diff.changes()).isEqualTo(expected);
        assertThat(diff.cellsChanged()).isEqualTo(expected.size());
        assertThat(diff.rowsAdded())
                .isEqualTo(is.keySet().stream().filter(id -> !was.containsKey(id)).count());
        assertThat(diff.rowsRemoved())
                .isEqualTo(was.keySet().stream().filter(id -> !is.containsKey(id)).count());
    }

    /** Some cells replaced, some rows dropped, some added, perhaps all shuffled. */
    private static Map<Long, List<Object>> changed(Map<Long, List<Object>> was, Random random) {
        List<Long> ids = new ArrayList<>(was.keySet());
        if (random.nextBoolean()) {
            ids.removeIf(id -> random.nextInt(10) == 0);
        }
        if (random.nextBoolean()) {
            LongStream.range(1000, 1030).forEach(ids::add);
        }
        if (random.nextBoolean()) {
            Collections.shuffle(ids, random);
        }
        Map<Long, List<Object>> is = new LinkedHashMap<>();
        for (Long id : ids) {
            List<Object> row = new ArrayList<>(was.getOrDefault(id, row(random)));
            if (random.nextInt(5) == 0) {
                int cell = random.nextInt(row.size());
                row.set(cell, row(random).get(cell));
            }
            is.put(id, row);
        }
        return is;
    }

    private static List<Object> row(Random random) {
        return Arrays.asList(
                random.nextInt(4) == 0 ? null : (Object) (long) random.nextInt(3),
                random.nextInt(4) == 0 ? null : "é".repeat(random.nextInt(3)),
                random.nextInt(4) == 0 ? null : (Object) (random.nextInt(3) / 2.0));
    }

    private Table table(
            List<Column> columns, Map<Long, List<Object>> rows, boolean listed, int sliceRows) {
        return tables.of(
                columns,
                List.copyOf(rows.values()),
                listed ? List.copyOf(rows.keySet()) : null,
                sliceRows);
    }

    private static List<List<Object>> column(@Nullable Object... values) {
        List<List<Object>> rows = new ArrayList<>();
        for (@Nullable Object value : values) {
            rows.add(Collections.singletonList(value));
        }
        return rows;
    }
}
