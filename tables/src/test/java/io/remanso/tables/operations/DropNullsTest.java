package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.RowIds;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.DropNulls.AtLeast;
import io.remanso.tables.operations.DropNulls.NoNulls;
import io.remanso.tables.operations.DropNulls.Rule;
import io.remanso.tables.operations.DropNulls.SomeValue;
import io.remanso.tables.testing.Tables;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DropNullsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    /** Rows 0 to 6 in slices of two. */
    private Table table() {
        return tables.of(
                "SELECT * FROM (VALUES (0, 'a', 1.5), (1, NULL, 1.5), (2, 'c', NULL), (3, NULL, NULL),"
                        + " (4, 'e', 1.5), (5, 'f', 1.5), (NULL, NULL, NULL)) t(n, s, d)",
                2);
    }

    private List<@Nullable Object> left(@Nullable List<String> columns, Rule rule) {
        return column(bench.apply(table(), new DropNulls(columns, rule)).table(), "n");
    }

    @Test
    void rules() {
        assertThat(left(null, new NoNulls())).containsExactly(0, 4, 5);
        assertThat(left(List.of("s"), new NoNulls())).containsExactly(0, 2, 4, 5);
        assertThat(left(null, new SomeValue())).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(left(List.of("s", "d"), new SomeValue())).containsExactly(0, 1, 2, 4, 5);
        assertThat(left(null, new AtLeast(2))).containsExactly(0, 1, 2, 4, 5);
        assertThat(left(null, new AtLeast(3))).containsExactly(0, 4, 5);
    }

    @Test
    void wholeSlicesKeepTheirChunksAndEmptyOnesGo() {
        Table table = table();
        Applied applied = bench.apply(table, new DropNulls(List.of("s"), new NoNulls()));

        assertThat(applied.change().manifest().slices()).hasSize(3);
        for (String name : List.of("n", "s", "d")) {
            assertThat(Bench.chunks(applied.change().manifest(), name).get(2))
                    .isEqualTo(Bench.chunks(table.manifest(), name).get(2));
        }
        assertThat(applied.change().manifest().slices().get(2))
                .isEqualTo(table.manifest().slices().get(2));
        assertThat(Bench.rowIds(applied.table())).containsExactly(0L, 2L, 4L, 5L);
        assertThat(applied.change().manifest().slices())
                .extracting(slice -> slice.rowIds() instanceof RowIds.Range)
                .containsOnly(true);
        assertThat(applied.change().cellsChanged()).isZero();
        assertThat(applied.change().footprint()).isEqualTo(Footprint.WHOLE_TABLE);
        assertThat(applied.change().manifest().nextRowId()).isEqualTo(7);
    }

    @Test
    void cellsMissingOnPurposeAreNoGaps() {
        Table table = bench.mark(bench.mark(table(), "s", 1, 3), "d", 2, 3);
        Applied applied = bench.apply(table, new DropNulls(null, new NoNulls()));

        assertThat(column(applied.table(), "n")).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Bench.marks(applied.table(), "s")).containsExactly(1L, 3L);

        Applied further = bench.apply(applied.table(), new DropNulls(List.of("d"), new NoNulls()));
        assertThat(column(further.table(), "n")).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void marksOfDroppedRowsGo() {
        Table table = bench.mark(bench.mark(table(), "s", 1, 3, 6), "d", 3);
        Applied applied = bench.apply(table, new DropNulls(List.of("n", "d"), new NoNulls()));

        assertThat(column(applied.table(), "n")).containsExactly(0, 1, 3, 4, 5);
        assertThat(Bench.marks(applied.table(), "s")).containsExactly(1L, 3L);
        assertThat(applied.change().manifest().marks().get("c2"))
                .isEqualTo(table.manifest().marks().get("c2"));
    }

    @Test
    void nothingToDropIsNoChange() {
        Table table = tables.of("SELECT 1 AS n");
        Applied applied = bench.apply(table, new DropNulls(null, new NoNulls()));

        assertThat(applied.change().manifest()).isEqualTo(table.manifest());
        assertThat(applied.change().footprint()).isEqualTo(Footprint.of(Set.of("c0"), Set.of()));
        assertThat(applied.staged()).isEmpty();
        assertThat(tables.chunks().reads()).as("no chunk has nulls").isEmpty();

        Table empty = tables.of("SELECT 1 AS n WHERE false");
        assertThat(bench.apply(empty, new DropNulls(null, new SomeValue())).table().rows())
                .isZero();
    }

    @Test
    void allRowsCanGo() {
        Table table = bench.mark(table(), "d", 2);
        Applied applied =
                bench.apply(
                        table, new FilterRows(new Condition.In("n", List.of(CellValue.of(77)))));

        assertThat(applied.table().rows()).isZero();
        assertThat(applied.table().schema()).isEqualTo(table.schema());
        assertThat(applied.change().manifest().marks()).isEmpty();
    }

    @Test
    void manySmallSlicesBecomeOne() {
        Table table =
                tables.of(
                        "SELECT CASE WHEN range % 3 = 0 THEN range END AS n, 'v' || range AS s FROM range(1000)",
                        10);
        Applied applied = bench.apply(table, new DropNulls(null, new NoNulls()));

        assertThat(applied.change().manifest().slices()).hasSize(1);
        assertThat(applied.table().rows()).isEqualTo(334);
        List<@Nullable Object> texts = column(applied.table(), "s");
        List<Long> ids = Bench.rowIds(applied.table());
        for (int i = 0; i < 334; i++) {
            assertThat(texts.get(i)).isEqualTo("v" + 3 * i);
            assertThat(ids.get(i)).isEqualTo(3L * i);
        }
    }

    @Test
    void largeSlicesStayApart() {
        Table table =
                tables.of(
                        "SELECT CASE WHEN range <> 70000 THEN -range END AS n FROM range(200000)");
        Applied applied = bench.apply(table, new DropNulls(null, new NoNulls()));

        assertThat(applied.change().manifest().slices())
                .extracting(slice -> slice.rows())
                .containsExactly(65_536, 65_535, 65_536, 3_392);
        assertThat(applied.staged()).as("one column and the row ids").hasSize(2);
    }

    @Test
    void refusesWhatContradicts() {
        assertThatThrownBy(() -> left(List.of("n"), new AtLeast(2)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "The threshold of drop_nulls is at most the number of columns, 1; got 2");
        OperationJsonTest.refuses(
                "{\"operation\":\"drop_nulls\",\"how\":\"all\",\"threshold\":1}",
                "drop_nulls: give either 'how' or 'threshold'; got both");
        OperationJsonTest.refuses(
                "{\"operation\":\"drop_nulls\",\"threshold\":0}",
                "Parameter 'threshold' of drop_nulls must be a whole number from 1 to");
    }

    @Test
    void summaries() {
        assertThat(new DropNulls(null, new NoNulls()).summary())
                .isEqualTo("Drop rows with nulls in any column");
        assertThat(new DropNulls(List.of("a"), new NoNulls()).summary())
                .isEqualTo("Drop rows with nulls in 'a'");
        assertThat(new DropNulls(List.of("a", "b"), new SomeValue()).summary())
                .isEqualTo("Drop rows with nulls in all of 'a', 'b'");
        assertThat(new DropNulls(null, new AtLeast(3)).summary())
                .isEqualTo("Drop rows with fewer than 3 values");
    }
}
