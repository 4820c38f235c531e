package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScaleTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table x(String type, String values) {
        return tables.of(
                "SELECT CAST(x AS %s) AS x FROM (SELECT unnest([%s]) AS x)".formatted(type, values),
                2);
    }

    private List<@Nullable Object> scaled(Table table, Scale.Method method) {
        return column(bench.apply(table, new Scale(List.of("x"), method)).table(), "x");
    }

    @Test
    void standardCountsDeviationsFromTheMean() {
        assertThat(scaled(x("BIGINT", "-1, -1, -1, -1, 4, 0, 0, 0, NULL"), Scale.Method.STANDARD))
                .hasSize(9)
                .containsSubsequence(-1 / Math.sqrt(2.5), 4 / Math.sqrt(2.5), 0.0, null);
        assertThat(scaled(x("DOUBLE", "0.1, 0.1, NULL"), Scale.Method.STANDARD))
                .containsExactly(0.0, 0.0, null);
    }

    @Test
    void minmaxReachesFromZeroToOne() {
        Applied applied =
                bench.apply(
                        x("DECIMAL(5,2)", "2, 4, 3, NULL"),
                        new Scale(List.of("x"), Scale.Method.MINMAX));

        assertThat(column(applied.table(), "x")).containsExactly(0.0, 1.0, 0.5, null);
        assertThat(applied.table().schema().require("x").dtype()).isEqualTo(DType.FLOAT64);
        assertThat(applied.change().cellsChanged()).isEqualTo(3);
        assertThat(scaled(x("FLOAT", "'0', '2', 'NaN', 'inf', '1'"), Scale.Method.MINMAX))
                .containsExactly(0f, 1f, Float.NaN, Float.POSITIVE_INFINITY, 0.5f);
        assertThat(scaled(x("BIGINT", "7, 7"), Scale.Method.MINMAX)).containsExactly(0.0, 0.0);
    }

    @Test
    void logIsTheNaturalLogarithm() {
        assertThat(scaled(x("BIGINT", "1, NULL, 10"), Scale.Method.LOG))
                .containsExactly(0.0, null, Math.log(10));
        assertThatThrownBy(() -> scaled(x("BIGINT", "1, 2, 0, -5"), Scale.Method.LOG))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Only numbers above 0 have a logarithm; column 'x' has 2 others, the first in row 2");
    }

    @Test
    void columnsWithoutValuesBecomeFloatsAndTextsAreRefused() {
        assertThat(scaled(x("BIGINT", "NULL, NULL"), Scale.Method.STANDARD))
                .containsExactly(null, null);
        assertThatThrownBy(() -> scaled(x("VARCHAR", "'a'"), Scale.Method.LOG))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("scale needs number columns; column 'x' holds string");
        assertThat(new Scale(List.of("x"), Scale.Method.MINMAX).summary())
                .isEqualTo("Scale 'x' using minmax");
    }
}
