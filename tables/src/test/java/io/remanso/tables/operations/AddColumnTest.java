package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddColumnTest {

    @RegisterExtension
    final Tables tables = new Tables(settings -> settings.withMaxTableBytes(2_000_000));

    private final Bench bench = new Bench(tables);

    /** One row of every type, and one of nulls. */
    private Table every() {
        return tables.of(
                """
                SELECT * FROM (VALUES (
                  7::TINYINT, 200::UTINYINT, 9007199254740993::BIGINT, 18446744073709551615::UBIGINT, 2.5::DOUBLE, 0.5::FLOAT,
                  12.34::DECIMAL(6,2), 'Ünï', true, DATE '2024-02-28', TIMESTAMP '2024-02-28 10:30:15.5', TIME '10:30:15',
                  ' 12 ', 0))
                  t(i8, u8, i64, u64, f, f32, d, s, b, day, ts, tm, "a number", zero)
                UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                """,
                1);
    }

    private static String shown(@Nullable Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : String.valueOf(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            textBlock =
                    """
                    i8                              → int8          → 7
                    f32                             → float32       → 0.5
                    u64                             → uint64        → -1
                    i8 + u8                         → int64         → 207
                    i64 + 1                         → int64         → 9007199254740994
                    -i8 - 3 * 2                     → int64         → -13
                    u64 + 1                         → decimal(21,0) → 18446744073709551616
                    d + i8                          → decimal(7,2)  → 19.34
                    d * 1.19                        → decimal(9,4)  → 14.6846
                    d * i64                         → decimal(25,2) → 111148838803503853.62
                    d - f                           → float64       → 9.84
                    i8 / 2                          → float64       → 3.5
                    i8 / zero                       → float64       → null
                    f / 0.0                         → float64       → null
                    i8 % 4                          → int64         → 3
                    -i8 % 4                         → int64         → -3
                    d % 5                           → decimal(6,2)  → 2.34
                    i8 % zero                       → int64         → null
                    round(f)                        → float64       → 3.0
                    round(d, 1)                     → decimal(6,1)  → 12.3
                    round(d + 0.005, 2)             → decimal(8,2)  → 12.35
                    round(1250, -2)                 → int64         → 1300
                    floor(-d)                       → decimal(5,0)  → -13
                    ceil(f)                         → float64       → 3.0
                    abs(-d)                         → decimal(6,2)  → 12.34
                    sqrt(i8 - 3)                    → float64       → 2.0
                    sqrt(-1)                        → float64       → null
                    ln(zero)                        → float64       → null
                    power(2, 10)                    → float64       → 1024.0
                    1e3                             → float64       → 1000.0
                    upper(s)                        → string        → ÜNÏ
                    length(s)                       → int64         → 3
                    substring(s, 2)                 → string        → nï
                    substring(s, 0, 2)              → string        → Ün
                    substring(s, 2, -1)             → string        → ''
                    replace(s, 'n', '''')           → string        → Ü'ï
                    trim("a number") || '!'         → string        → 12!
                    s || ': ' || d                  → string        → Ünï: 12.34
                    concat(s, null, b, f)           → string        → Ünïtrue2.5
                    contains(s, 'n')                → bool          → true
                    starts_with(s, s) and ends_with(s, 'ï') → bool  → true
                    b and not (i8 > 10)             → bool          → true
                    i8 > 2.5                        → bool          → true
                    d = 12.340                      → bool          → true
                    i64 != 9007199254740992         → bool          → true
                    s in ('a', 'Ünï')               → bool          → true
                    i8 not in (1, 2.5)              → bool          → true
                    if(i8 >= 18, 'adult', 'minor')  → string        → minor
                    if(null, 1)                     → int64         → null
                    if(i8 > 5, d, i8)               → decimal(6,2)  → 12.34
                    if(false, 9223372036854775807 + 1, 0) → int64   → 0
                    coalesce(null, i8, 3)           → int64         → 7
                    least(i8, d, 3)                 → decimal(6,2)  → 3.00
                    greatest(f, 1)                  → float64       → 2.5
                    is_null(s)                      → bool          → false
                    s is not null                   → bool          → true
                    year(day) * 100 + month(ts)     → int64         → 202402
                    day(day + 2)                    → int64         → 1
                    weekday(day)                    → int64         → 3
                    hour(tm) + minute(ts) + second(ts) → int64      → 55
                    to_date('2024-03-01') - day     → int64         → 2
                    ts - day                        → float64       → 37815.5
                    day >= '2024-02-01'             → bool          → true
                    ts > day                        → bool          → true
                    to_int("a number") + 1          → int64         → 13
                    to_int(f)                       → int64         → null
                    to_int('12 EUR')                → int64         → null
                    to_decimal(f, 5, 2)             → decimal(5,2)  → 2.50
                    to_float(d)                     → float64       → 12.34
                    to_text(f)                      → string        → 2.5
                    to_text(day, '%d.%m.%Y')        → string        → 28.02.2024
                    to_text(to_date('28.02.24', '%d.%m.%y')) → string → 2024-02-28
                    to_bool(i8 - 6)                 → bool          → true
                    to_text(to_timestamp(day))      → string        → 2024-02-28 00:00:00
                    to_text(to_time('07:05'))       → string        → 07:05:00
                    to_int(null)                    → int64         → null
                    """)
    void computesATypedValue(String expression, String dtype, String value) {
        Applied applied = bench.apply(every(), new AddColumn("new", expression));

        assertThat(applied.table().schema().columns().getLast().dtype().name()).isEqualTo(dtype);
        assertThat(shown(Bench.column(applied.table(), "new").getFirst()))
                .isEqualTo(value.equals("''") ? "" : value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            textBlock =
                    """
                    i8 + 1           → null
                    s || 'x'         → null
                    concat(s, 'x')   → x
                    i8 = 7           → null
                    i8 = 7 or true   → true
                    not b            → null
                    if(b, 1, 2)      → 2
                    coalesce(i8, 3)  → 3
                    least(i8, 3)     → 3
                    s in ('a')       → null
                    is_null(day)     → true
                    year(day)        → null
                    """)
    void nullsGoThroughButWhereSaidOtherwise(String expression, String value) {
        Applied applied = bench.apply(every(), new AddColumn("new", expression));

        assertThat(shown(Bench.column(applied.table(), "new").getLast())).isEqualTo(value);
    }

    @Test
    void addsAColumnThatComesLastAndReadsOnlyWhatItNames() {
        Table table = every();
        Applied applied = bench.apply(table, new AddColumn("new", "i8 + u8"));

        assertThat(applied.table().schema().names()).last().isEqualTo("new");
        assertThat(applied.change().columnsChanged()).containsExactly("new");
        assertThat(applied.change().cellsChanged()).isZero();
        assertThat(applied.change().footprint())
                .isEqualTo(
                        Footprint.of(
                                Set.of(
                                        table.schema().require("i8").id(),
                                        table.schema().require("u8").id()),
                                Set.of()));
        assertThat(tables.chunks().reads().stream().flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(
                        List.of("i8", "u8").stream()
                                .flatMap(name -> Bench.chunks(table.manifest(), name).stream())
                                .map(ChunkRef::name)
                                .toList());
        assertThat(
                        Bench.column(
                                bench.apply(table, new AddColumn("one", "to_date('2024-01-31')"))
                                        .table(),
                                "one"))
                .containsOnly((int) LocalDate.of(2024, 1, 31).toEpochDay());
    }

    @Test
    void anExactNumberThatDoesNotFitRefusesTheStepAndNamesTheRow() {
        Table table =
                tables.of(
                        "SELECT range AS n, CAST(range AS DECIMAL(38,0)) AS d FROM range(1000)",
                        300);
        refuses(
                table,
                "n * 10000000000000000",
                "'expression' has no value in row 923 that int64, a decimal of 38 digits or a date can hold; to_float computes with float64");
        refuses(
                table,
                "d * 9999999999999999999999999999999999999",
                "'expression' has no value in row 11 that");
        refuses(
                table,
                "to_date('2024-01-01') + n * 3000000",
                "'expression' has no value in row 716 that");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            textBlock =
                    """
                    s + 1            → In 'expression' at character 3, '+' adds numbers; || joins texts; got string
                    i8 + b           → In 'expression' at character 4, '+' takes numbers; got bool
                    s > 1            → In 'expression' at character 3, '>' takes values of one type; use to_text, to_float …; got string and int64
                    if(b, s, 1)      → In 'expression' at character 1, 'if' takes values of one type; use to_text, to_float …; got string and int64
                    if(i8, 1, 2)     → In 'expression' at character 1, 'if' takes what is true or false, as a comparison is; got int64
                    b > true         → In 'expression' at character 3, '>' needs values that have an order; got bool
                    s = null         → In 'expression' at character 3, '=' is null beside null; use is_null or 'is null'; got null
                    day > 'tomorrow' → In 'expression' at character 7, a value beside a date is a day as "2024-01-31", of the years 0001 to 9999; got 'tomorrow'
                    frob(1)          → In 'expression' at character 1, there is no function 'frob'; the functions are abs, ceil, coalesce, concat, contains, day, ends_with, exp, floor, greatest, hour, if, is_null, least, length, ln, lower, minute, month, power, replace, round, second, sqrt, starts_with, substring, to_bool, to_date, to_decimal, to_float, to_int, to_text, to_time, to_timestamp, trim, upper, weekday, year
                    round(1, 2, 3)   → In 'expression' at character 1, 'round' is called as round(number, digits); got 3 arguments
                    round(f, i8)     → In 'expression' at character 1, 'round' takes a whole number from -15 to 15 as argument 2; got int64
                    replace(s, s, 'x') → In 'expression' at character 1, 'replace' takes a text between quotes as argument 2; got string
                    replace(s, '', 'x') → In 'expression' at character 1, 'replace' looks for at least one character; got ''
                    year(s)          → In 'expression' at character 1, 'year' takes a date or timestamp; to_date makes one of a text; got string
                    ts + 1           → In 'expression' at character 4, '+' takes numbers; got timestamp
                    to_date(1)       → In 'expression' at character 1, 'to_date' has no conversion from this type; got int64
                    to_int(s, '%d')  → In 'expression' at character 1, 'to_int' is called as to_int(value); got 2 arguments
                    to_text(i8, '%d') → In 'expression' at character 1, 'to_text' takes a format between text and dates or times; got int64
                    null             → 'expression' needs a value that has a type, as in to_text(null); got null
                    coalesce(null)   → In 'expression' at character 1, 'coalesce' has a value among its parts; got null alone
                    if(b, 0.00000000000000000000000000000000000001, i64) → In 'expression' at character 1, 'if' is exact in at most 38 digits; use to_float or to_decimal; got 57 digits
                    """)
    void refusesWhatHasNoMeaning(String expression, String message) {
        refuses(every(), expression, message);
    }

    @Test
    void refusesColumnsThatAreNotThereOrThereAlready() {
        assertThatThrownBy(() -> bench.apply(every(), new AddColumn("new", "\"no such\" + 1")))
                .isInstanceOf(UnknownColumnException.class)
                .hasMessageStartingWith("The table has no column 'no such'");
        assertThatThrownBy(() -> bench.apply(every(), new AddColumn("s", "1")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("Column names must be unique, got 's' twice");
    }

    @Test
    void refusesATextThatGrowsBeyondATableBeforeItIsMade() {
        Table table = tables.of("SELECT repeat('x', 1000) AS s FROM range(500)");
        assertThatThrownBy(() ->
                        bench.apply(table, new AddColumn("new", "replace(s, 'x', '0123456789')")))
                .isInstanceOf(TableTooLargeException.class);
    }

    @Test
    void longAndDeepExpressionsAreComputed() {
        Table table = tables.of("SELECT 1::BIGINT AS n, 0.5::DECIMAL(3,1) AS d");
        Applied sum = bench.apply(table, new AddColumn("new", "n" + " + n".repeat(240)));
        assertThat(Bench.column(sum.table(), "new")).containsExactly(241L);
        Applied decimals = bench.apply(table, new AddColumn("new", "d" + " + d".repeat(30)));
        assertThat(Bench.column(decimals.table(), "new")).containsExactly(new BigDecimal("15.5"));
        Applied deep =
                bench.apply(table, new AddColumn("new", "(".repeat(60) + "n" + ")".repeat(60)));
        assertThat(Bench.column(deep.table(), "new")).containsExactly(1L);
        refuses(table, "1/(".repeat(40) + "n" + ")".repeat(40), "In 'expression' at character ");
    }

    @Test
    void summaryAndJson() {
        AddColumn step = new AddColumn("total", "price * quantity");
        assertThat(step.summary()).isEqualTo("Add 'total' as price * quantity");
        assertThat(OperationJson.write(step))
                .hasToString(
                        "{\"operation\":\"add_column\",\"name\":\"total\",\"expression\":\"price * quantity\"}");
        OperationJsonTest.refuses(
                "{\"operation\":\"add_column\",\"name\":\"x\",\"expression\":\"1 +\"}",
                "In 'expression' at character 4");
    }

    private void refuses(Table table, String expression, String message) {
        assertThatThrownBy(() -> bench.apply(table, new AddColumn("new", expression)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }
}
