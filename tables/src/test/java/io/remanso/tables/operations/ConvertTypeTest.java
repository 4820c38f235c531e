package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.ConvertType.OnError;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConvertTypeTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table x(String type, String values) {
        return tables.of(
                "SELECT CAST(x AS %s) AS x FROM (SELECT unnest([%s]) AS x)".formatted(type, values),
                2);
    }

    /** The values that a conversion leaves, null where one failed. */
    private List<@Nullable Object> converted(Table table, String to, @Nullable String format) {
        return column(
                bench.apply(
                                table,
                                new ConvertType(
                                        List.of("x"), DType.parse(to), format, OnError.NULL))
                        .table(),
                "x");
    }

    private List<@Nullable Object> converted(Table table, String to) {
        return converted(table, to, null);
    }

    @Test
    void textBecomesAnIntegerOnlyWhenItIsOne() {
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'12', ' -7 ', '+3', '007', '4.000', NULL, '1.5', '1e3', '1_000', '0x10', '', 'abc', '9223372036854775808', '1,000'"),
                                "int64"))
                .containsExactly(
                        12L, -7L, 3L, 7L, 4L, null, null, null, null, null, null, null, null, null);
        assertThat(converted(x("VARCHAR", "'127', '128', '-128'"), "int8"))
                .containsExactly((byte) 127, null, (byte) -128);
        assertThat(converted(x("VARCHAR", "'18446744073709551615', '-1'"), "uint64"))
                .containsExactly(-1L, null);
    }

    @Test
    void textBecomesADecimalOnlyWhenNoDigitIsLost() {
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'1.25', '1.250', '1.255', '.5', '-0.01', '5.', '100', '1e1', '1000000000'"),
                                "decimal(5,2)"))
                .containsExactly(
                        new BigDecimal("1.25"),
                        new BigDecimal("1.25"),
                        null,
                        new BigDecimal("0.50"),
                        new BigDecimal("-0.01"),
                        new BigDecimal("5.00"),
                        new BigDecimal("100.00"),
                        null,
                        null);
        assertThat(converted(x("VARCHAR", "'5.0', '5.1', '5'"), "decimal(3,0)"))
                .containsExactly(new BigDecimal("5"), null, new BigDecimal("5"));
    }

    @Test
    void textBecomesAFloat() {
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'1.5', '1e3', 'NaN', '-inf', 'Infinity', '1e999', '1_0', 'x', ' 2. '"),
                                "float64"))
                .containsExactly(
                        1.5,
                        1000.0,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        null,
                        null,
                        null,
                        2.0);
        assertThat(converted(x("VARCHAR", "'0.1', '1e39'"), "float32")).containsExactly(0.1f, null);
    }

    @Test
    void textBecomesABoolean() {
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'true', 'F', 'Yes', 'n', '1', '0', '2', ' TRUE', 'on'"),
                                "bool"))
                .containsExactly(true, false, true, false, true, false, null, true, null);
    }

    @Test
    void numbersConvertWithoutRounding() {
        assertThat(converted(x("DOUBLE", "'1', '1.5', 'NaN', '-inf', '1e30', '-0.0'"), "int64"))
                .containsExactly(1L, null, null, null, null, 0L);
        assertThat(converted(x("BIGINT", "9007199254740992, 9007199254740993, 1"), "float64"))
                .containsExactly(9007199254740992.0, null, 1.0);
        assertThat(converted(x("INTEGER", "16777216, 16777217"), "float32"))
                .containsExactly(16777216f, null);
        assertThat(converted(x("BIGINT", "127, 128, -129"), "int8"))
                .containsExactly((byte) 127, null, null);
        assertThat(converted(x("DECIMAL(5,2)", "1.50, 2.00, -1.00"), "int32"))
                .containsExactly(null, 2, -1);
        assertThat(converted(x("DECIMAL(5,2)", "1.50, 1.55, 999.00"), "decimal(3,1)"))
                .containsExactly(new BigDecimal("1.5"), null, null);
        assertThat(converted(x("DOUBLE", "0.1, 0.125, 1e10"), "decimal(4,2)"))
                .containsExactly(new BigDecimal("0.10"), null, null);
        assertThat(converted(x("DOUBLE", "0.1, 1e300, 'inf'"), "float32"))
                .containsExactly(0.1f, null, Float.POSITIVE_INFINITY);
        assertThat(converted(x("DECIMAL(4,2)", "0.10"), "float64")).containsExactly(0.1);
        assertThat(converted(x("BIGINT", "1, 10"), "decimal(2,1)"))
                .containsExactly(new BigDecimal("1.0"), null);
        assertThat(converted(x("BIGINT", "0, 1, 2"), "bool")).containsExactly(false, true, null);
        assertThat(converted(x("BOOLEAN", "true, NULL"), "int16")).containsExactly((short) 1, null);
    }

    @Test
    void valuesBecomeText() {
        assertThat(converted(x("DOUBLE", "'1', '0.1', 'NaN', '-inf', '1e20'"), "string"))
                .containsExactly("1.0", "0.1", "NaN", "-Infinity", "1e+20");
        assertThat(converted(x("DECIMAL(5,2)", "1.5"), "string")).containsExactly("1.50");
        assertThat(converted(x("BOOLEAN", "true"), "string")).containsExactly("true");
        assertThat(converted(x("DATE", "'2024-01-31'"), "string")).containsExactly("2024-01-31");
        assertThat(converted(x("DATE", "'2024-01-31'"), "string", "%d.%m.%Y"))
                .containsExactly("31.01.2024");
        assertThat(converted(x("TIME", "'10:30:05'"), "string", "%H h %M"))
                .containsExactly("10 h 30");
    }

    @Test
    void textBecomesDatesAndTimes() {
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'2024-01-31', '2024-02-30', '2024-1-5', '2024-01-31 10:00:00', ' 1999-12-31 '"),
                                "date"))
                .containsExactly(day("2024-01-31"), null, null, null, day("1999-12-31"));
        assertThat(
                        converted(
                                x(
                                        "VARCHAR",
                                        "'2024-01-31T10:30:00.5', '2024-01-31', '2024-01-31 10:30', '2024-01-31T24:00:00', '2024-01-31T10:30:00+02:00'"),
                                "timestamp"))
                .containsExactly(
                        LocalDateTime.parse("2024-01-31T10:30:00.5"),
                        LocalDateTime.parse("2024-01-31T00:00"),
                        LocalDateTime.parse("2024-01-31T10:30"),
                        null,
                        null);
        assertThat(converted(x("VARCHAR", "'10:30', '24:00:00', '10:30:05.000001'"), "time"))
                .containsExactly(
                        LocalTime.parse("10:30").toNanoOfDay() / 1000,
                        null,
                        LocalTime.parse("10:30:05.000001").toNanoOfDay() / 1000);
    }

    @Test
    void textIsReadByAFormat() {
        assertThat(
                        converted(
                                x("VARCHAR", "'31.01.2024', '2024-01-31', '31.02.2024'"),
                                "date",
                                "%d.%m.%Y"))
                .containsExactly(day("2024-01-31"), null, null);
        assertThat(
                        converted(
                                x("VARCHAR", "'31.01.24 10:30', '31.01.24 00:00'"),
                                "date",
                                "%d.%m.%y %H:%M"))
                .containsExactly(null, day("2024-01-31"));
        assertThat(converted(x("VARCHAR", "'5 pm', 'x'"), "time", "%-I %p"))
                .containsExactly(LocalTime.parse("17:00").toNanoOfDay() / 1000, null);
        assertThat(
                        converted(
                                x("VARCHAR", "'2024-01-31 10:30 +0200'"),
                                "timestamp",
                                "%Y-%m-%d %H:%M %z"))
                .containsExactly(LocalDateTime.parse("2024-01-31T08:30"));
        refuses(x("VARCHAR", "'a'"), "date", "%Q", "'format' is made of the signs of strptime");
        refuses(x("VARCHAR", "'a'"), "timestamp", "%Y %n", "microseconds (%f) and no nanoseconds");
        refuses(
                x("BIGINT", "1"),
                "string",
                "%Y",
                "A format is for conversions between text and date");
    }

    @Test
    void datesAndTimestamps() {
        assertThat(
                        converted(
                                x("TIMESTAMP", "'2024-01-31 00:00:00', '2024-01-31 00:00:01'"),
                                "date"))
                .containsExactly(day("2024-01-31"), null);
        assertThat(converted(x("DATE", "'2024-01-31'"), "timestamp"))
                .containsExactly(LocalDateTime.parse("2024-01-31T00:00"));
        refuses(
                x("DATE", "'2024-01-31'"),
                "int64",
                null,
                "There is no conversion from date to int64; column 'x' can become text first");
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private void refuses(Table table, String to, @Nullable String format, String message) {
        assertThatThrownBy(() -> converted(table, to, format))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFailureNamesTheFirstRowItsValueAndHowManyMore() {
        Table table = x("VARCHAR", "'1', '2', '3', 'four', '5', 'six', NULL");
        tables.chunks().forget();
        assertThatThrownBy(() ->
                        bench.apply(
                                table,
                                new ConvertType(List.of("x"), DType.INT64, null, OnError.FAIL)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Column 'x' cannot become int64: row 3 holds 'four', and 1 more rows do not fit;"
                                + " use \"on_error\": \"null\" to empty such cells");
    }

    @Test
    void countsValuesThatBecameAnother() {
        assertThat(changed(x("VARCHAR", "'1', 'x', NULL"), DType.INT64)).isEqualTo(2);
        assertThat(changed(x("BIGINT", "1, 2, NULL"), DType.FLOAT64)).isZero();
        assertThat(changed(x("DOUBLE", "1, 1.5, NULL"), DType.INT64)).isEqualTo(1);
        assertThat(changed(x("DOUBLE", "0.5, 0.1"), DType.FLOAT32)).isEqualTo(1);
    }

    private long changed(Table table, DType to) {
        return bench.apply(table, new ConvertType(List.of("x"), to, null, OnError.NULL))
                .change()
                .cellsChanged();
    }

    @Test
    void theSameTypeIsNoChange() {
        Table table = x("BIGINT", "1, NULL");
        Applied applied =
                bench.apply(table, new ConvertType(List.of("x"), DType.INT64, null, OnError.FAIL));
        assertThat(applied.change().manifest()).isEqualTo(table.manifest());
        assertThat(applied.change().columnsChanged()).isEmpty();
    }

    @Test
    void marksStayAndEmptyTablesConvert() {
        Table table = bench.mark(x("VARCHAR", "'1', NULL, 'x'"), "x", 1);
        Applied applied =
                bench.apply(table, new ConvertType(List.of("x"), DType.INT64, null, OnError.NULL));
        assertThat(Bench.marks(applied.table(), "x")).containsExactly(1L);
        assertThat(applied.change().columnsChanged()).containsExactly("x");

        Table empty = tables.of("SELECT 'a' AS x WHERE false");
        assertThat(
                        bench.apply(
                                        empty,
                                        new ConvertType(
                                                List.of("x"), DType.DATE, null, OnError.FAIL))
                                .table()
                                .schema()
                                .require("x")
                                .dtype())
                .isEqualTo(DType.DATE);
    }

    @Test
    void namesATypeThatDoesNotExist() {
        OperationJsonTest.refuses(
                "{\"operation\":\"convert_type\",\"columns\":[\"x\"],\"to\":\"integer\"}",
                "Parameter 'to' of convert_type: A type is one of int8 to int64");
    }
}
