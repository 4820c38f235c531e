package io.remanso.tables.profiles;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.profiles.ColumnProfile.Bin;
import io.remanso.tables.profiles.ColumnProfile.Quantile;
import io.remanso.tables.profiles.ColumnProfile.TextLengths;
import io.remanso.tables.profiles.ColumnProfile.TopValue;
import io.remanso.tables.testing.Tables;
import io.remanso.tables.testing.Vectors;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.assertj.core.data.Offset;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableProfileTest {

    @RegisterExtension final Tables tables = new Tables();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(hash(range) % 1000)::BIGINT - 500",
                "range * 7919",
                "(hash(range) % 256)::UTINYINT",
                "CASE WHEN range % 7 > 0 THEN (hash(range) % 100000)::INTEGER END",
                "sin(range) * 1e6",
                "sin(range)::FLOAT",
                "CASE WHEN range % 3 = 0 THEN round(sin(range) * 10) END",
                "(hash(range) % 1000000000)::DECIMAL(18,3) / 8",
                "hash(range)"
            })
    void agreesWithTheEngineOnNumbers(String expression) throws SQLException {
        String sql = "SELECT %s AS v FROM range(150000)".formatted(expression);
        Table table = tables.of(sql);
        ColumnProfile profile = profile(table);
        try (DuckDBConnection connection = tables.engine().connect();
                Statement statement = connection.createStatement();
                ResultSet expected =
                        statement.executeQuery(
                                """
                                SELECT count(v), count(*) - count(v), count(DISTINCT v),
                                       min(v)::DOUBLE, max(v)::DOUBLE, avg(v), stddev_samp(v::DOUBLE),
                                       quantile_cont(v::DOUBLE, 0.05), quantile_cont(v::DOUBLE, 0.25),
                                       quantile_cont(v::DOUBLE, 0.5), quantile_cont(v::DOUBLE, 0.75),
                                       quantile_cont(v::DOUBLE, 0.95)
                                FROM (%s)\
                                """
                                        .formatted(sql))) {
            expected.next();
            assertThat(profile.count()).isEqualTo(expected.getLong(1));
            assertThat(profile.nulls()).isEqualTo(expected.getLong(2));
            assertThat(profile.distinct()).isEqualTo(expected.getLong(3));
            assertThat(number(profile.min())).isEqualTo(expected.getDouble(4));
            assertThat(number(profile.max())).isEqualTo(expected.getDouble(5));
            double scale = Math.max(1, Math.abs(expected.getDouble(7)));
            Offset<Double> near = within(1e-9 * scale);
            assertThat(profile.mean()).isCloseTo(expected.getDouble(6), near);
            assertThat(profile.std()).isCloseTo(expected.getDouble(7), near);
            assertThat(profile.quantiles())
                    .extracting(Quantile::q)
                    .containsExactly(0.05, 0.25, 0.5, 0.75, 0.95);
            for (int i = 0; i < 5; i++) {
                assertThat(number(profile.quantiles().get(i).value()))
                        .isCloseTo(expected.getDouble(8 + i), near);
            }
        }
        assertThat(profile.histogram()).hasSize(ColumnProfile.BINS);
        assertHistogram(profile.histogram(), sql);
        assertTop(profile.topValues(), sql);
    }

    private void assertHistogram(List<Bin> bins, String sql) throws SQLException {
        try (DuckDBConnection connection = tables.engine().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < bins.size(); i++) {
                try (ResultSet count =
                        statement.executeQuery(
                                "SELECT count(*) FROM (%s) WHERE v::DOUBLE >= %s::DOUBLE AND v::DOUBLE %s %s::DOUBLE"
                                        .formatted(
                                                sql,
                                                bins.get(i).from(),
                                                i == bins.size() - 1 ? "<=" : "<",
                                                bins.get(i).to()))) {
                    count.next();
                    assertThat(bins.get(i).count()).isEqualTo(count.getLong(1));
                }
            }
        }
    }

    private void assertTop(List<TopValue> top, String sql) throws SQLException {
        try (DuckDBConnection connection = tables.engine().connect();
                Statement statement = connection.createStatement();
                ResultSet expected =
                        statement.executeQuery(
                                "SELECT v::DOUBLE, count(*) FROM (%s) WHERE v IS NOT NULL GROUP BY v ORDER BY 2 DESC, v LIMIT 10"
                                        .formatted(sql))) {
            for (TopValue value : top) {
                expected.next();
                assertThat(number(value.value())).isEqualTo(expected.getDouble(1));
                assertThat(value.count()).isEqualTo(expected.getLong(2));
            }
            assertThat(expected.next()).isFalse();
        }
    }

    @Test
    void sortsAColumnWhoseValuesHardlyRepeatOverManyBatches() {
        ColumnProfile profile =
                profile(
                        tables.of(
                                "SELECT ((range + 1) // 3 * 7919) % 1000003 AS v FROM range(300000)"));
        assertThat(profile.distinct()).isEqualTo(100_001);
        assertThat(profile.topValues()).extracting(TopValue::count).containsOnly(3L);
        assertThat(profile.histogram().stream().mapToLong(Bin::count).sum()).isEqualTo(300_000);
    }

    @Test
    void profilesTexts() {
        ColumnProfile profile =
                profile(
                        column(
                                DType.STRING,
                                "b",
                                "a",
                                "b",
                                "",
                                null,
                                "🦜é",
                                "a",
                                "long text",
                                "b"));
        assertThat(profile.count()).isEqualTo(8);
        assertThat(profile.nulls()).isEqualTo(1);
        assertThat(profile.distinct()).isEqualTo(5);
        assertThat(profile.min()).isEqualTo("");
        assertThat(profile.max()).isEqualTo("🦜é");
        assertThat(profile.topValues())
                .containsExactly(
                        new TopValue("b", 3),
                        new TopValue("a", 2),
                        new TopValue("", 1),
                        new TopValue("long text", 1),
                        new TopValue("🦜é", 1));
        assertThat(profile.textLengths()).isEqualTo(new TextLengths(0, 9, 2.0, 1));
        assertThat(profile.mean()).isNull();
        assertThat(profile.quantiles()).isEmpty();
        assertThat(profile.histogram()).isEmpty();
    }

    @Test
    void profilesManyDifferentTexts() {
        ColumnProfile profile =
                profile(
                        tables.of(
                                "SELECT CASE WHEN range % 50000 = 0 THEN 'often' ELSE 'name ' || range END AS v"
                                        + " FROM range(200000)"));
        assertThat(profile.distinct()).isEqualTo(199_997);
        assertThat(profile.topValues().getFirst()).isEqualTo(new TopValue("often", 4));
        assertThat(profile.topValues().get(1)).isEqualTo(new TopValue("name 1", 1));
        assertThat(profile.min()).isEqualTo("name 1");
    }

    @Test
    void nanIsAValueWithoutAPlace() {
        ColumnProfile profile =
                profile(column(DType.FLOAT64, "NaN", 1.0, 3.0, "NaN", null, 1.0, 2.0));
        assertThat(profile.count()).isEqualTo(6);
        assertThat(profile.nans()).isEqualTo(2);
        assertThat(profile.distinct()).isEqualTo(4);
        assertThat(profile.min()).isEqualTo(1.0);
        assertThat(profile.max()).isEqualTo(3.0);
        assertThat(profile.mean()).isEqualTo(1.75);
        assertThat(profile.quantiles().get(2).value()).isEqualTo(1.5);
        assertThat(profile.topValues())
                .containsExactly(
                        new TopValue(1.0, 2),
                        new TopValue("NaN", 2),
                        new TopValue(2.0, 1),
                        new TopValue(3.0, 1));
        assertThat(profile.histogram().stream().mapToLong(Bin::count).sum()).isEqualTo(4);
    }

    @Test
    void infinitiesHaveAPlaceInTheOrderAndNoneInTheMoments() {
        ColumnProfile profile =
                profile(column(DType.FLOAT32, "Infinity", 1.0f, 3.0f, "-Infinity", "Infinity"));
        assertThat(profile.min()).isEqualTo("-Infinity");
        assertThat(profile.max()).isEqualTo("Infinity");
        assertThat(profile.mean()).isEqualTo(2.0);
        assertThat(profile.std()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(profile.quantiles())
                .extracting(Quantile::value)
                .containsExactly("-Infinity", 1.0, 3.0, "Infinity", "Infinity");
        assertThat(profile.histogram().stream().mapToLong(Bin::count).sum()).isEqualTo(2);
    }

    @Test
    void zerosOfEitherSignAreOneValue() {
        ColumnProfile profile = profile(column(DType.FLOAT64, 0.0, -0.0, 0.0));
        assertThat(profile.distinct()).isEqualTo(1);
        assertThat(profile.topValues()).containsExactly(new TopValue(0.0, 3));
        assertThat(profile.histogram()).containsExactly(new Bin(0.0, 0.0, 3));
    }

    @Test
    void onlyNans() {
        ColumnProfile profile = profile(column(DType.FLOAT64, "NaN", "NaN"));
        assertThat(profile.count()).isEqualTo(2);
        assertThat(profile.min()).isNull();
        assertThat(profile.mean()).isNull();
        assertThat(profile.quantiles()).isEmpty();
        assertThat(profile.histogram()).isEmpty();
        assertThat(profile.topValues()).containsExactly(new TopValue("NaN", 2));
    }

    @Test
    void theLargestDoublesDoNotOverflowTheMean() {
        ColumnProfile profile =
                profile(
                        column(
                                DType.FLOAT64,
                                Double.MAX_VALUE,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE));
        assertThat(profile.mean()).isCloseTo(Double.MAX_VALUE / 3, within(1e294));
        assertThat(profile.std()).isNull();
        assertThat(profile.histogram().stream().mapToLong(Bin::count).sum()).isEqualTo(3);
        assertThat(profile.quantiles().get(2).value()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void profilesMomentsInTime() {
        ColumnProfile dates =
                profile(column(DType.DATE, "2026-01-01", "2026-01-21", "2026-01-03", "1969-12-31"));
        assertThat(dates.min()).isEqualTo("1969-12-31");
        assertThat(dates.max()).isEqualTo("2026-01-21");
        assertThat(dates.mean()).isNull();
        assertThat(dates.quantiles())
                .containsExactly(
                        new Quantile(0.05, "1969-12-31"),
                        new Quantile(0.25, "1969-12-31"),
                        new Quantile(0.5, "2026-01-01"),
                        new Quantile(0.75, "2026-01-03"),
                        new Quantile(0.95, "2026-01-21"));
        assertThat(dates.histogram().getFirst().from()).isEqualTo("1969-12-31");
        assertThat(dates.histogram().getLast()).isEqualTo(new Bin("2023-04-03", "2026-01-21", 3));

        assertThat(profile(column(DType.DATE, "2026-01-01", "2026-01-03")).histogram())
                .containsExactly(
                        new Bin("2026-01-01", "2026-01-02", 1),
                        new Bin("2026-01-02", "2026-01-03", 1));
        ColumnProfile timestamps =
                profile(
                        column(
                                DType.TIMESTAMP,
                                "2026-01-01T00:00:00.000001",
                                "2026-01-01T00:00:00.000003"));
        assertThat(timestamps.quantiles().getLast().value())
                .isEqualTo("2026-01-01T00:00:00.000003");
        ColumnProfile times = profile(column(DType.TIME, "00:00:00", "23:00:00"));
        assertThat(times.histogram().getLast().to()).isEqualTo("23:00:00");
        assertThat(times.histogram().get(1).from()).isEqualTo("01:09:00");
    }

    @Test
    void profilesTruthValues() {
        ColumnProfile profile = profile(column(DType.BOOL, true, false, null, true));
        assertThat(profile.distinct()).isEqualTo(2);
        assertThat(profile.min()).isEqualTo(false);
        assertThat(profile.max()).isEqualTo(true);
        assertThat(profile.topValues())
                .containsExactly(new TopValue(true, 2), new TopValue(false, 1));
        assertThat(profile.mean()).isNull();
    }

    @Test
    void profilesDecimalsExactly() {
        DType dtype = DType.decimal(38, 2);
        ColumnProfile profile =
                profile(
                        column(
                                dtype,
                                new BigDecimal("999999999999999999999999999999999999.99"),
                                new BigDecimal("-0.01"),
                                new BigDecimal("0.03")));
        assertThat(profile.max())
                .isEqualTo(new BigDecimal("999999999999999999999999999999999999.99"));
        assertThat(profile.min()).isEqualTo(new BigDecimal("-0.01"));
        assertThat(profile.quantiles().get(2).value()).isEqualTo(0.03);
    }

    @Test
    void aColumnOfNullsAndATableWithoutRows() {
        for (DType dtype :
                List.of(DType.INT64, DType.STRING, DType.FLOAT32, DType.DATE, DType.BOOL)) {
            ColumnProfile nulls = profile(column(dtype, null, null));
            assertThat(nulls)
                    .isEqualTo(
                            new ColumnProfile(
                                    nulls.column(),
                                    0,
                                    2,
                                    0,
                                    0,
                                    0,
                                    null,
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    null));
            assertThat(profile(column(dtype)).nulls()).isZero();
        }
        assertThat(TableProfile.of(tables.table(Manifest.empty()), List.of()).columns()).isEmpty();
    }

    @Test
    void oneValueHasNoDeviationAndOneBin() {
        ColumnProfile profile = profile(column(DType.INT32, 7L));
        assertThat(profile.mean()).isEqualTo(7.0);
        assertThat(profile.std()).isNull();
        assertThat(profile.histogram()).containsExactly(new Bin(7.0, 7.0, 1));
        assertThat(profile.quantiles()).extracting(Quantile::value).containsOnly(7.0);
    }

    @Test
    void countsCellsThatAreMissingOnPurpose() {
        Table table = column(DType.INT64, 1L, null, null);
        try (FieldVector marks =
                Vectors.of(tables.engine().allocator(), DType.INT64, List.of(1L))) {
            Table marked =
                    tables.table(
                            table.manifest()
                                    .withMarks(
                                            Map.of(
                                                    "c0",
                                                    tables.engine()
                                                            .write(marks, tables.chunks()))));
            assertThat(profile(marked).intentionalMissing()).isEqualTo(1);
            assertThat(profile(marked).nulls()).isEqualTo(2);
        }
    }

    @Test
    void profilesTheColumnsAskedForInTheirOrder() {
        Table table = tables.of("SELECT 1 AS a, 2 AS b, 3 AS c");
        assertThat(TableProfile.of(table, List.of("c", "a")).columns())
                .extracting(profile -> profile.column().name())
                .containsExactly("c", "a");
        assertThatThrownBy(() -> TableProfile.of(table, List.of("d")))
                .isInstanceOf(UnknownColumnException.class);
    }

    @Test
    void profilesMoreColumnsThanOnePassTakes() {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            columns.add(new Column("c" + i, "n" + i, i % 2 == 0 ? DType.INT64 : DType.STRING));
            row.add(i % 2 == 0 ? (Object) (long) i : "t" + i);
        }
        TableProfile profile =
                TableProfile.of(tables.of(columns, List.of(row), null, 1), List.of());
        assertThat(profile.columns()).extracting(ColumnProfile::max).isEqualTo(row);
    }

    private Table column(DType dtype, @Nullable Object... values) {
        return tables.of(
                List.of(new Column("c0", "v", dtype)),
                Arrays.stream(values).map(Collections::singletonList).toList(),
                null,
                4);
    }

    /** The profile of the first column, which the engine that takes large columns agrees on. */
    private static ColumnProfile profile(Table table) {
        ColumnProfile profile = TableProfile.of(table, List.of()).columns().getFirst();
        Column column = profile.column();
        Overview overview = Overview.of(table, List.of(column)).get(column);
        assertThat(SortedRuns.profile(table, column, requireNonNull(overview))).isEqualTo(profile);
        return profile;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : Double.parseDouble(String.valueOf(value));
    }
}
