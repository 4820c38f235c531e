package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonImportTest {

    @TempDir Path folder;
    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @Test
    void membersBecomeColumnsInTheOrderInWhichTheyOccur() {
        Imports.Read read =
                imports.text(
                        """
                        [ {"id": 1, "name": "Ann", "ok": true},
                          {"name": "", "score": 1.5, "id": 2},
                          {},
                          {"id": null, "ok": false, "name": "Zoë \\u00e9\\n"} ]
                        """);
        assertThat(read.dtypes().toString())
                .isEqualTo("{id=int64, name=string, ok=bool, score=float64}");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(1L, "Ann", true, null),
                        Arrays.asList(2L, "", null, 1.5),
                        Arrays.asList(null, null, null, null),
                        Arrays.asList(null, "Zoë é\n", false, null));
        assertThat(read.report().recordsRead()).isEqualTo(4);
    }

    @Test
    void typesAreFoundFromAllValues() {
        Imports.Read read =
                imports.text(
                        """
                        {"day": "2024-01-31", "at": "2024-01-31T10:30:00", "t": "10:30:00", "big": 9007199254740993.25, "exact": 12345678901234567890, "mixed": 1, "code": "007", "gap": 1, "nested": {"a": [1, "x"]}, "e": 1e3}
                        {"day": "2024-02-29", "at": "2024-02-29", "t": "23:59:59.5", "big": 1, "exact": 1, "mixed": "x", "code": "12", "gap": "N/A", "nested": [], "e": -2.5E-3}
                        """);
        assertThat(read.dtypes().toString())
                .isEqualTo(
                        "{day=date, at=timestamp, t=time, big=decimal(18,2), exact=decimal(20,0), mixed=string, code=string, gap=int64, nested=string, e=float64}");
        assertThat(read.column("at")).containsExactly("2024-01-31T10:30:00", "2024-02-29T00:00:00");
        assertThat(read.column("big"))
                .containsExactly(new BigDecimal("9007199254740993.25"), new BigDecimal("1.00"));
        assertThat(read.column("mixed")).containsExactly("1", "x");
        assertThat(read.column("gap")).containsExactly(1L, null);
        assertThat(read.column("nested")).containsExactly("{\"a\":[1,\"x\"]}", "[]");
        assertThat(read.column("e")).containsExactly(1000.0, -0.0025);
        assertThat(read.warnings())
                .contains("Column 'mixed' holds values of several kinds, so it is text")
                .contains("Column 'gap' is int64; its cells N/A are null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1                       | float64        | 0.1",
                "5e-324                    | float64        | 4.9E-324",
                "1.7976931348623157e308    | float64        | 1.7976931348623157E308",
                "1.0000000000000000000e300 | float64        | 1.0E300",
                "1.0000000000000001e-30    | float64        | 1.0E-30",
                "1.000000000000000056e-01  | decimal(20,19) | 0.1000000000000000056",
                "12345678901234567890123456789012345678 | decimal(38,0) | 12345678901234567890123456789012345678",
            })
    void numbersAreOfATypeThatHoldsThem(String number, String dtype, String value) {
        Imports.Read read = imports.text("[{\"a\": %s}]".formatted(number));

        assertThat(read.dtypes()).hasToString("{a=%s}".formatted(dtype));
        assertThat(read.column("a")).hasToString("[%s]".formatted(value));
        assertThat(read.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1e400",
                "1e-400",
                "3.3e-324",
                "1e2147483647",
                "1e-2147483647",
                "1.234567890123456789e-30",
                "12345678901234567890123456789012345678901234567890"
            })
    void numbersThatNoTypeHoldsAreText(String number) {
        Imports.Read read = imports.text("[{\"a\": 1}, {\"a\": %s}]".formatted(number));

        assertThat(read.dtypes()).hasToString("{a=string}");
        assertThat(read.column("a"))
                .allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
        assertThat(new BigDecimal((String) read.column("a").getLast()))
                .isEqualByComparingTo(new BigDecimal(number));
        assertThat(read.warnings())
                .isEqualTo(
                        "Column 'a' holds numbers that no type of numbers holds exactly, so it is text");
    }

    @Test
    void aTypeThatIsAskedForIsNoInfinity() {
        assertThatThrownBy(() ->
                        imports.text(
                                "[{\"a\": 1e400}]",
                                Imports.options("types", "{\"a\": \"float64\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Option 'types' makes column 'a' float64");
        assertThat(
                        imports.text(
                                        "a\n1e39\n-inf\n",
                                        Imports.options("types", "{\"a\": \"float64\"}"))
                                .column("a"))
                .containsExactly(1e39, "-Infinity");
        assertThatThrownBy(() ->
                        imports.text("a\n1e39\n", Imports.options("types", "{\"a\": \"float32\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Option 'types' makes column 'a' float32");
    }

    @Test
    void optionsOverrideAndOthersAreRefused() {
        String text = "[{\"a\": \"1\", \"b\": \"-\"}, {\"a\": \"x\", \"b\": \"2\"}]";
        Imports.Read read =
                imports.text(
                        text,
                        Imports.options("types", "{\"b\": \"int64\"}", "null_values", "[\"-\"]"));
        assertThat(read.dtypes().toString()).isEqualTo("{a=string, b=int64}");
        assertThat(read.column("b")).containsExactly(null, 2L);
        assertThatThrownBy(() -> imports.text(text, Imports.options("types", "{\"a\": \"int64\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Option 'types' makes column 'a' int64, line 2 holds 'x'; give the column another type, or list the text in 'null_values'");
        assertThatThrownBy(() -> imports.text(text, Imports.options("types", "{\"z\": \"int64\"}")))
                .hasMessage(
                        "Option 'types' names columns of the file, which has no 'z'; it has a, b");
        assertThatThrownBy(() -> imports.text(text, Imports.options("delimiter", ";")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("Option 'delimiter' does not apply to JSON; leave it out");
    }

    @Test
    void whatIsNoObjectIsRejectedAndWhatIsNoJsonRefused() {
        Imports.Read read = imports.text("[{\"a\": 1},\n 7,\n {\"a\": 2}]");
        assertThat(read.column("a")).containsExactly(1L, 2L);
        assertThat(read.report().recordsRead()).isEqualTo(3);
        assertThat(read.report().rejected())
                .containsExactly(new Rejected(2, "A record is a JSON object", "7"));

        refuses("[{\"a\": 1},\n{\"a\": }]", "A JSON file must be valid JSON, line 2 is not: ");
        refuses("[{\"a\": 1}] x", "A JSON file ");
        refuses("[{\"a\": 1}", "A JSON file ");
        refuses("[{}]", "A table has at least one column, this file has none");
        refuses("[{\"a\": \"\\u0000\"}]", "A text has no zero characters, record 1 has");
        assertThatThrownBy(() -> imports.text("[{\"a\\u0000b\": 1}]"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("A column name has no zero characters, got one in 'a?b'");
        refuses(
                "[".repeat(100_000) + "{\"a\": 1}",
                "A JSON file must be valid JSON, line 1 is not: ");
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> imports.text(text.replace("[[", "[{\"a\":[")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aPreviewCountsAndShows() throws Exception {
        Path file =
                Files.writeString(folder.resolve("people.json"), "[{\"a\": 1}, {\"b\": \"x\"}]");
        Preview preview =
                new TableImport(tables.engine())
                        .preview(file, "people.json", ImportOptions.DETECT, new ImportMonitor());
        assertThat(preview.format()).isEqualTo(FileFormat.JSON);
        Preview.Sheet sheet = preview.sheets().getFirst();
        assertThat(sheet.name()).isEqualTo("people");
        assertThat(sheet.rows()).isEqualTo(2);
        assertThat(sheet.firstRows())
                .isEqualTo(List.of(Arrays.asList("1", null), Arrays.asList(null, "x")));
        assertThat(sheet.importOptions().types().toString()).isEqualTo("{a=int64, b=string}");
    }
}
