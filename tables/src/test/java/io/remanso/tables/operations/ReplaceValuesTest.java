package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.ReplaceValues.ByMapping;
import io.remanso.tables.operations.ReplaceValues.ByPattern;
import io.remanso.tables.testing.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplaceValuesTest {

    @RegisterExtension final Tables tables = new Tables(s -> s.withMaxTableBytes(20_000_000));
    private final Bench bench = new Bench(tables);

    private Table x(String type, String values) {
        return tables.of(
                "SELECT CAST(x AS %s) AS x FROM (SELECT unnest([%s]) AS x)".formatted(type, values),
                2);
    }

    private Applied mapped(Table table, Map<String, CellValue> mapping) {
        return bench.apply(table, new ReplaceValues(List.of("x"), new ByMapping(mapping)));
    }

    private Applied replaced(Table table, String pattern, String with, boolean regex) {
        return bench.apply(
                table, new ReplaceValues(List.of("x"), new ByPattern(pattern, with, regex)));
    }

    @Test
    void wholeValuesByMapping() {
        Map<String, CellValue> mapping = new LinkedHashMap<>();
        mapping.put("m", CellValue.of("male"));
        mapping.put("N/A", CellValue.none());
        mapping.put("same", CellValue.of("same"));
        mapping.put("it's", CellValue.of("'; DROP TABLE map; --"));
        Applied applied =
                mapped(x("VARCHAR", "'m', 'mm', 'N/A', NULL, 'same', 'it''s', 'm'"), mapping);

        assertThat(column(applied.table(), "x"))
                .containsExactly("male", "mm", null, null, "same", "'; DROP TABLE map; --", "male");
        assertThat(applied.change().cellsChanged()).isEqualTo(4);
    }

    @Test
    void keysAreReadAsValuesOfTheColumn() {
        assertThat(
                        column(
                                mapped(
                                                x("BIGINT", "-999, 5, NULL"),
                                                Map.of(
                                                        "-999.0",
                                                        CellValue.none(),
                                                        "5",
                                                        CellValue.of("6")))
                                        .table(),
                                "x"))
                .containsExactly(null, 6L, null);
        assertThat(
                        column(
                                mapped(
                                                x("DOUBLE", "'NaN', '1', NULL"),
                                                Map.of("NaN", CellValue.of(0)))
                                        .table(),
                                "x"))
                .containsExactly(0.0, 1.0, null);
        assertThatThrownBy(() -> mapped(x("BIGINT", "1"), Map.of("N/A", CellValue.none())))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("Column 'x' holds int64")
                .hasMessageEndingWith("got \"N/A\"");
        assertThatThrownBy(() ->
                        mapped(
                                x("BIGINT", "1"),
                                Map.of("1", CellValue.of(2), "1.0", CellValue.of(3))))
                .hasMessage(
                        "The keys of 'mapping' must be different values; in column 'x' of type int64 two of them are the same");
    }

    @Test
    void manyEntriesOverManySlices() {
        Table table = tables.of("SELECT range AS x FROM range(150000)");
        Map<String, CellValue> mapping = new LinkedHashMap<>();
        IntStream.range(0, 5_000)
                .forEach(i -> mapping.put(Integer.toString(i * 2), CellValue.of(-i - 1L)));
        Applied applied = mapped(table, mapping);

        assertThat(applied.change().cellsChanged()).isEqualTo(5_000);
        assertThat(applied.staged()).hasSize(1);
        List<?> values = column(applied.table(), "x");
        for (long i = 0; i < 150_000; i++) {
            assertThat(values.get((int) i)).isEqualTo(i < 10_000 && i % 2 == 0 ? -i / 2 - 1 : i);
        }
    }

    @Test
    void partsByText() {
        Applied applied = replaced(x("VARCHAR", "'a.b.c', 'abc', NULL, '..'"), ".", "", false);

        assertThat(column(applied.table(), "x")).containsExactly("abc", "abc", null, "");
        assertThat(applied.change().cellsChanged()).isEqualTo(2);
    }

    @Test
    void partsByRegularExpression() {
        Applied applied =
                replaced(
                        x("VARCHAR", "'2024-01-31', 'x', NULL, '1-2-3 4-5-6'"),
                        "(\\d+)-(\\d+)-(\\d+)",
                        "\\3/\\2\\\\",
                        true);

        assertThat(column(applied.table(), "x"))
                .containsExactly("31/01\\", "x", null, "3/2\\ 6/5\\");
        assertThat(applied.change().cellsChanged()).isEqualTo(2);
        assertThat(column(replaced(x("VARCHAR", "'it''s'"), "'", "''", true).table(), "x"))
                .containsExactly("it''s");
    }

    @Test
    void saysWhatIsWrongWithARegularExpression() {
        refuses(
                "(a",
                "",
                "A regular expression must have the syntax of RE2; got \"(a\": missing ): (a");
        refuses("a(?=b)", "", "invalid perl operator: (?=");
        refuses("[z-a]", "", "invalid character class range: z-a");
        refuses(
                "(a)",
                "\\2",
                "'with' names group 2 of the pattern \"(a)\", which has fewer groups");
        refuses("(a", "\\1", "missing ): (a");
        refuses("a", "\\q", "a backslash stands before a digit or another backslash");
        refuses("a", "b\\", "at position 1");
        refuses("", "b", "needs a pattern of at least one character");
        refuses("a".repeat(1_001), "b", "at most 1,000 characters, got 1,001");
    }

    private void refuses(String pattern, String with, String message) {
        assertThatThrownBy(() -> replaced(x("VARCHAR", "'a'"), pattern, with, true))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aReplacementThatWouldOutgrowATableIsNotComputed() {
        Table table = tables.of("SELECT repeat('a', 1000) AS x FROM range(1000)");
        String with = "b".repeat(50_000);

        for (boolean regex : new boolean[] {true, false}) {
            tables.chunks().forget();
            assertThatThrownBy(() -> replaced(table, "a", with, regex))
                    .isInstanceOf(TableTooLargeException.class);
            assertThat(tables.chunks().staged()).isEmpty();
        }
        assertThatThrownBy(() -> replaced(table, "(a+)", "\\1".repeat(40), true))
                .isInstanceOf(TableTooLargeException.class);
        assertThat(
                        replaced(table, "^(a)a*$", with.substring(0, 10_000), true)
                                .change()
                                .cellsChanged())
                .as("a long replacement that fits")
                .isEqualTo(1_000);
    }

    @Test
    void readsEitherAMappingOrAPattern() {
        String start = "{\"operation\":\"replace_values\",\"columns\":[\"x\"]";
        OperationJsonTest.refuses(
                start + "}",
                "replace_values: give either 'mapping' or 'pattern' and 'with'; got neither");
        OperationJsonTest.refuses(
                start + ",\"mapping\":{\"a\":1},\"pattern\":\"b\"}",
                "replace_values: give either 'mapping' or 'pattern' and 'with'; got both");
        OperationJsonTest.refuses(
                start + ",\"pattern\":\"b\"}",
                "Parameter 'with' of replace_values is required: a text");
        OperationJsonTest.refuses(
                start + ",\"mapping\":{\"a\":[1]}}",
                "A value is text, a number, true, false or null; got [1]");
        OperationJsonTest.refuses(
                start + ",\"mapping\":{\"a\":1},\"regex\":true}",
                "replace_values has the parameters operation, columns, mapping, pattern; got 'regex'");
    }

    @Test
    void summaries() {
        assertThat(
                        new ReplaceValues(
                                        List.of("x"), new ByMapping(Map.of("a", CellValue.none())))
                                .summary())
                .isEqualTo("Replace \"a\" in 'x' with null");
        assertThat(
                        new ReplaceValues(
                                        List.of("x"),
                                        new ByMapping(
                                                Map.of("a", CellValue.of(1), "b", CellValue.of(2))))
                                .summary())
                .isEqualTo("Replace 2 values in 'x'");
        assertThat(new ReplaceValues(List.of("x"), new ByPattern("\\s", " ", true)).summary())
                .isEqualTo("Replace pattern \"\\\\s\" in 'x' with \" \"");
    }
}
