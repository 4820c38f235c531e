package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.HandleOutliers.Action;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandleOutliersTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    /** A table of one column x and its position n, in slices of two rows. */
    private Table x(String type, String values) {
        return tables.of(
                "SELECT CAST(x AS %s) AS x, row_number() OVER () - 1 AS n FROM (SELECT unnest([%s]) AS x)"
                        .formatted(type, values),
                2);
    }

    private Applied iqr(Table table, String factor, Action action) {
        return bench.apply(
                table,
                new HandleOutliers(
                        List.of("x"), HandleOutliers.Method.IQR, new BigDecimal(factor), action));
    }

    private List<@Nullable Object> clipped(Table table) {
        return column(iqr(table, "1.5", Action.CLIP).table(), "x");
    }

    @Test
    void quartilesAreInterpolatedAndBoundsIncluded() {
        // quartiles 2 and 4, bounds -1 and 7
        Table table = x("BIGINT", "1, 2, 3, 4, 100");
        assertThat(clipped(table)).containsExactly(1L, 2L, 3L, 4L, 7L);
        assertThat(column(iqr(table, "1.5", Action.NULL).table(), "x"))
                .containsExactly(1L, 2L, 3L, 4L, null);
        assertThat(column(iqr(table, "1.5", Action.DROP).table(), "n"))
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(iqr(table, "48", Action.CLIP).change().cellsChanged())
                .as("100 is the bound")
                .isZero();
    }

    @Test
    void clippingStaysWithinTheTypeAndItsBounds() {
        // quartiles 1.75 and 4.25: bounds -2 and 8
        assertThat(clipped(x("INTEGER", "1, 2, 3, 4, 5, 100, 2, -50"))).contains(8, -2);
        assertThat(clipped(x("DECIMAL(5,1)", "1, 2, 3, 4, 100"))).endsWith(new BigDecimal("7.0"));
        assertThat(clipped(x("DOUBLE", "'1', '2', 'NaN', '3', '4', NULL, 'inf', '-inf', '100'")))
                .containsExactly(1.0, 2.0, Double.NaN, 3.0, 4.0, null, 7.0, -1.0, 7.0);
        // quartiles 1.25 and 1.75: no whole number lies within 0.0001 times their distance
        assertThatThrownBy(() -> iqr(x("BIGINT", "1, 2"), "0.0001", Action.CLIP))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("Column 'x' of type int64 has no value between 1.24995");
    }

    @Test
    void zscoreMeasuresFromTheMean() {
        // mean 0, deviation of the population 2
        Table table = x("DOUBLE", "-1, -1, -1, -1, 4, 0, 0, 0");
        assertThat(
                        column(
                                bench.apply(
                                                table,
                                                new HandleOutliers(
                                                        List.of("x"),
                                                        HandleOutliers.Method.ZSCORE,
                                                        new BigDecimal("2"),
                                                        Action.NULL))
                                        .table(),
                                "x"))
                .containsExactly(-1.0, -1.0, -1.0, -1.0, null, 0.0, 0.0, 0.0);
        Table equal = x("DOUBLE", "0.1, 0.1, 0.1");
        assertThat(
                        bench.apply(
                                        equal,
                                        new HandleOutliers(
                                                List.of("x"),
                                                HandleOutliers.Method.ZSCORE,
                                                new BigDecimal("0.001"),
                                                Action.DROP))
                                .table()
                                .rows())
                .isEqualTo(3);
    }

    @Test
    void columnsWithoutValuesHaveNoOutliers() {
        Table table = bench.mark(x("DOUBLE", "NULL, 'NaN', NULL"), "x", 2);
        assertThat(iqr(table, "1.5", Action.CLIP).change().manifest()).isEqualTo(table.manifest());
        assertThat(iqr(table, "1.5", Action.DROP).change().manifest()).isEqualTo(table.manifest());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> iqr(x("VARCHAR", "'a'"), "1.5", Action.CLIP))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("handle_outliers needs number columns; column 'x' holds string");
        OperationJsonTest.refuses(
                "{\"operation\":\"handle_outliers\",\"columns\":[\"x\"],\"method\":\"iqr\",\"factor\":0,\"action\":\"clip\"}",
                "The factor of handle_outliers is a number above 0; got 0");
        assertThat(
                        OperationJson.read(
                                        "{\"operation\":\"handle_outliers\",\"columns\":[\"x\"],\"method\":\"zscore\",\"action\":\"drop\"}")
                                .summary())
                .isEqualTo("Drop rows with outliers in 'x' using zscore 3");
    }
}
