package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.FillNulls.Strategy;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FillNullsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    /** A table of one column x, in slices of two rows. */
    private Table x(String type, String values) {
        return tables.of(
                "SELECT CAST(x AS %s) AS x FROM (SELECT unnest([%s]) AS x)".formatted(type, values),
                2);
    }

    private List<@Nullable Object> filled(Table table, Strategy strategy) {
        return column(bench.apply(table, new FillNulls(List.of("x"), strategy)).table(), "x");
    }

    @Test
    void meanOfIntegersStaysAnIntegerWhenItIsWhole() {
        Applied applied =
                bench.apply(
                        x("BIGINT", "1, NULL, 3, NULL, NULL"),
                        new FillNulls(List.of("x"), Strategy.MEAN));

        assertThat(column(applied.table(), "x")).containsExactly(1L, 2L, 3L, 2L, 2L);
        assertThat(applied.change().cellsChanged()).isEqualTo(3);
        assertThat(applied.change().columnsChanged()).containsExactly("x");
        assertThat(applied.table().schema().require("x").dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void aFractionInAnyIntegerWidensAllSlices() {
        Applied applied =
                bench.apply(
                        x("INTEGER", "1, 2, NULL, 5, 6, 7"),
                        new FillNulls(List.of("x"), Strategy.MEAN));

        assertThat(column(applied.table(), "x")).containsExactly(1.0, 2.0, 4.2, 5.0, 6.0, 7.0);
        assertThat(applied.change().cellsChanged()).isEqualTo(1);
        assertThat(applied.table().schema().require("x").dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void refusesToWidenAnIntegerThatAFloatCannotHold() {
        assertThatThrownBy(() -> filled(x("BIGINT", "9007199254740993, 2, NULL"), Strategy.MEAN))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Filling column 'x' with a fraction makes it float64, which cannot hold the integer in row 0;"
                                + " convert the column to a decimal first");
    }

    @Test
    void meansOfLargeIntegersAreExact() {
        assertThat(
                        filled(
                                x("BIGINT", "9223372036854775807, 9223372036854775805, NULL"),
                                Strategy.MEAN))
                .endsWith(9223372036854775806L);
        assertThat(
                        filled(
                                x("UBIGINT", "18446744073709551615, 18446744073709551615, NULL"),
                                Strategy.MEAN))
                .endsWith(-1L);
    }

    @Test
    void medians() {
        assertThat(filled(x("BIGINT", "5, 1, 9, NULL"), Strategy.MEDIAN)).endsWith(5L);
        assertThat(filled(x("BIGINT", "5, 1, 9, 7, NULL"), Strategy.MEDIAN)).endsWith(6L);
        assertThat(filled(x("BIGINT", "5, 1, 9, 6, NULL"), Strategy.MEDIAN)).endsWith(5.5);
        assertThat(filled(x("DOUBLE", "'5', '1', '9', '6', NULL, 'NaN', 'inf'"), Strategy.MEDIAN))
                .contains(5.5);
        assertThat(filled(x("FLOAT", "5, 1, 9, 6, NULL"), Strategy.MEDIAN)).endsWith(5.5f);
        assertThat(filled(x("DECIMAL(4,2)", "0.05, 0.02, NULL"), Strategy.MEDIAN))
                .endsWith(new BigDecimal("0.04"));
        assertThat(
                        filled(
                                x(
                                        "DECIMAL(38,38)",
                                        "'0.40000000000000000000000000000000000001', NULL"),
                                Strategy.MEDIAN))
                .endsWith(new BigDecimal("0.40000000000000000000000000000000000001"));
    }

    @Test
    void meansOfDecimalsAreRoundedHalfUp() {
        assertThat(filled(x("DECIMAL(4,2)", "0.01, 0.02, NULL"), Strategy.MEAN))
                .endsWith(new BigDecimal("0.02"));
        assertThat(filled(x("DECIMAL(4,2)", "-0.01, -0.02, NULL"), Strategy.MEAN))
                .endsWith(new BigDecimal("-0.02"));
        assertThat(filled(x("DECIMAL(4,2)", "-0.01, 0.02, 0.02, NULL"), Strategy.MEAN))
                .endsWith(new BigDecimal("0.01"));
        assertThat(filled(x("DECIMAL(9,0)", "1, 2, NULL"), Strategy.MEAN))
                .endsWith(new BigDecimal("2"));
        assertThat(filled(x("DECIMAL(20,3)", "99999999999999999.999, 0.001, NULL"), Strategy.MEAN))
                .endsWith(new BigDecimal("50000000000000000.000"));
    }

    @Test
    void anOverflowIsRefusedAndNoWrongNumber() {
        String nines = "9".repeat(38) + "::DECIMAL(38,0)";
        assertThatThrownBy(() ->
                        filled(x("DECIMAL(38,0)", nines + "," + nines + ", NULL"), Strategy.MEAN))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("too large for the strategy mean");
    }

    @Test
    void floatsLeaveNanAndInfinityOutOfTheMean() {
        assertThat(filled(x("DOUBLE", "'1', 'NaN', 'inf', NULL, '2'"), Strategy.MEAN))
                .containsExactly(1.0, Double.NaN, Double.POSITIVE_INFINITY, 1.5, 2.0);
        assertThat(filled(x("DOUBLE", "'NaN', NULL"), Strategy.MEAN))
                .containsExactly(Double.NaN, null);
    }

    @Test
    void modeTakesTheSmallestOfTheMostFrequent() {
        assertThat(filled(x("VARCHAR", "'b', 'a', 'b', 'a', 'c', NULL"), Strategy.MODE))
                .endsWith("a");
        assertThat(filled(x("BOOLEAN", "true, false, true, NULL"), Strategy.MODE)).endsWith(true);
        assertThat(filled(x("BIGINT", "NULL, NULL, NULL, 7"), Strategy.MODE))
                .containsExactly(7L, 7L, 7L, 7L);
        assertThat(filled(x("DOUBLE", "'NaN', 'NaN', '3', NULL"), Strategy.MODE)).endsWith(3.0);
    }

    @Test
    void forwardAndBackwardReachOverSlices() {
        String values = "NULL, 'a', NULL, NULL, NULL, 'b', NULL";
        assertThat(filled(x("VARCHAR", values), Strategy.FORWARD))
                .containsExactly(null, "a", "a", "a", "a", "b", "b");
        assertThat(filled(x("VARCHAR", values), Strategy.BACKWARD))
                .containsExactly("a", "a", "b", "b", "b", "b", null);
        assertThat(filled(x("DOUBLE", "'NaN', NULL"), Strategy.FORWARD))
                .containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void linearFillsBetweenValuesOnly() {
        assertThat(filled(x("BIGINT", "NULL, 1, NULL, NULL, 7, NULL"), Strategy.LINEAR))
                .containsExactly(null, 1L, 3L, 5L, 7L, null);
        assertThat(filled(x("BIGINT", "1, NULL, 2, NULL"), Strategy.LINEAR))
                .containsExactly(1.0, 1.5, 2.0, null);
        assertThat(filled(x("DOUBLE", "'0', NULL, 'NaN', NULL, '1'"), Strategy.LINEAR))
                .containsExactly(0.0, 0.25, Double.NaN, 0.75, 1.0);
        assertThat(filled(x("DECIMAL(4,2)", "0.00, NULL, NULL, 0.01"), Strategy.LINEAR))
                .containsExactly(
                        new BigDecimal("0.00"),
                        new BigDecimal("0.00"),
                        new BigDecimal("0.01"),
                        new BigDecimal("0.01"));
    }

    @Test
    void constantsAreOfTheColumnsType() {
        assertThat(constant(x("VARCHAR", "'a', NULL"), CellValue.of("it's é 😀")))
                .containsExactly("a", "it's é 😀");
        assertThat(constant(x("BIGINT", "1, NULL"), CellValue.of(0))).containsExactly(1L, 0L);
        assertThat(constant(x("BIGINT", "1, NULL"), CellValue.of(new BigDecimal("0.5"))))
                .containsExactly(1.0, 0.5);
        assertThat(constant(x("DATE", "NULL"), CellValue.of("1970-01-02"))).containsExactly(1);
        assertThat(constant(x("BOOLEAN", "NULL"), CellValue.of(false))).containsExactly(false);
        assertThat(constant(x("DOUBLE", "NULL"), CellValue.of("-Infinity")))
                .containsExactly(Double.NEGATIVE_INFINITY);
        refusesConstant("BIGINT", CellValue.of("1"), "a whole number from -9223372036854775808");
        refusesConstant("TINYINT", CellValue.of(128), "from -128 to 127; got 128");
        refusesConstant("DATE", CellValue.of("2024-02-30"), "got \"2024-02-30\"");
        refusesConstant("VARCHAR", CellValue.of(1), "a text; got 1");
        refusesConstant("DECIMAL(4,2)", CellValue.of(100), "2 digits before the point");
    }

    private List<@Nullable Object> constant(Table table, CellValue value) {
        return column(
                bench.apply(table, new FillNulls(List.of("x"), Strategy.CONSTANT, value, List.of()))
                        .table(),
                "x");
    }

    private void refusesConstant(String type, CellValue value, String message) {
        assertThatThrownBy(() -> constant(x(type, "NULL"), value))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("Column 'x' holds ")
                .hasMessageContaining(message);
    }

    @Test
    void groupsAreFilledByThemselves() {
        Table table =
                tables.of(
                        "SELECT * FROM (VALUES ('a', 1, 1), ('a', 1, NULL), ('b', 1, 10), (NULL, 1, 100),"
                                + " (NULL, 1, NULL), ('b', 2, NULL), ('b', 1, NULL)) t(k, l, x)",
                        2);
        Applied applied =
                bench.apply(
                        table, new FillNulls(List.of("x"), Strategy.MEAN, null, List.of("k", "l")));

        assertThat(column(applied.table(), "x")).containsExactly(1, 1, 10, 100, 100, null, 10);
        assertThat(applied.change().cellsChanged()).isEqualTo(3);
        assertThat(applied.change().footprint())
                .isEqualTo(Footprint.of(Set.of("c0", "c1", "c2"), Set.of("c2")));
        assertThat(
                        column(
                                bench.apply(
                                                table,
                                                new FillNulls(
                                                        List.of("x"),
                                                        Strategy.FORWARD,
                                                        null,
                                                        List.of("k")))
                                        .table(),
                                "x"))
                .containsExactly(1, 1, 10, 100, 100, 10, 10);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void cellsMissingOnPurposeStayEmpty(Strategy strategy) {
        Table table = bench.mark(x("BIGINT", "2, NULL, NULL, NULL, 2, NULL, 2"), "x", 2, 5);

        Applied applied =
                bench.apply(
                        table,
                        new FillNulls(
                                List.of("x"),
                                strategy,
                                strategy == Strategy.CONSTANT ? CellValue.of(2) : null,
                                List.of()));

        assertThat(column(applied.table(), "x")).containsExactly(2L, 2L, null, 2L, 2L, null, 2L);
        assertThat(applied.change().cellsChanged()).isEqualTo(2);
        assertThat(applied.change().manifest().marks()).isEqualTo(table.manifest().marks());
    }

    @Test
    void slicesWithoutGapsKeepTheirChunks() {
        Table table =
                tables.of(
                        "SELECT CASE WHEN range <> 130000 THEN range END AS x, range AS y FROM range(200000)");
        Applied applied = bench.apply(table, new FillNulls(List.of("x"), Strategy.BACKWARD));

        assertThat(applied.staged()).hasSize(1);
        assertThat(applied.change().cellsChanged()).isEqualTo(1);
        for (int slice : List.of(0, 2, 3)) {
            assertThat(Bench.chunks(applied.change().manifest(), "x").get(slice))
                    .isEqualTo(Bench.chunks(table.manifest(), "x").get(slice));
        }
        assertThat(Bench.chunks(applied.change().manifest(), "y"))
                .isEqualTo(Bench.chunks(table.manifest(), "y"));
        assertThat(column(applied.table(), "x").get(130_000)).isEqualTo(130_001L);
    }

    @Test
    void nothingToFillIsNoChange() {
        for (String values : List.of("NULL, NULL", "1, 2")) {
            Table table = x("BIGINT", values);
            Applied applied = bench.apply(table, new FillNulls(List.of("x"), Strategy.MEDIAN));

            assertThat(applied.change())
                    .isEqualTo(
                            new Change(
                                    table.manifest(),
                                    0,
                                    List.of(),
                                    Footprint.of(Set.of("c0"), Set.of())));
            assertThat(applied.staged()).isEmpty();
        }
        Table empty = tables.of("SELECT 1 AS x WHERE false");
        for (Strategy strategy : Arrays.asList(Strategy.MEAN, Strategy.LINEAR)) {
            assertThat(filled(empty, strategy)).isEmpty();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Table table = x("VARCHAR", "'a', NULL");
        assertThatThrownBy(() -> filled(table, Strategy.MEAN))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("The strategy mean needs a number column; column 'x' holds string");
        assertThatThrownBy(() -> bench.apply(table, new FillNulls(List.of("y"), Strategy.MODE)))
                .isInstanceOf(UnknownColumnException.class);
        OperationJsonTest.refuses(
                "{\"operation\":\"fill_nulls\",\"columns\":[\"x\"],\"strategy\":\"average\"}",
                "Parameter 'strategy' of fill_nulls must be one of mean, median, mode, constant, forward, backward, linear; got \"average\"");
        OperationJsonTest.refuses(
                "{\"operation\":\"fill_nulls\",\"columns\":[\"x\"],\"strategy\":\"constant\"}",
                "fill_nulls takes a value that is not null for the strategy constant");
        OperationJsonTest.refuses(
                "{\"operation\":\"fill_nulls\",\"columns\":[\"x\"],\"strategy\":\"mean\",\"value\":1}",
                "fill_nulls takes a value that is not null for the strategy constant");
        OperationJsonTest.refuses(
                "{\"operation\":\"fill_nulls\",\"columns\":[\"x\"],\"strategy\":\"mean\",\"group_by\":[\"x\"]}",
                "The columns of group_by are each named once and are not filled; got 'x'");
    }

    @Test
    void summaries() {
        assertThat(new FillNulls(List.of("age"), Strategy.MEAN).summary())
                .isEqualTo("Handle nulls in 'age' using mean");
        assertThat(
                        new FillNulls(
                                        List.of("a", "b", "c", "d", "e"),
                                        Strategy.FORWARD,
                                        null,
                                        List.of("city"))
                                .summary())
                .isEqualTo("Handle nulls in 'a', 'b', 'c' and 2 more using forward by 'city'");
        assertThat(
                        new FillNulls(
                                        List.of("a"),
                                        Strategy.CONSTANT,
                                        CellValue.of("n/a"),
                                        List.of())
                                .summary())
                .isEqualTo("Handle nulls in 'a' using constant \"n/a\"");
    }
}
