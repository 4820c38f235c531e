package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ImportOptionsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void formFieldsAndJsonSayTheSame() {
        ImportOptions fields =
                Imports.options(
                        "encoding", "windows-1252",
                        "delimiter", "\\t",
                        "quote", "",
                        "decimal", ",",
                        "header", "false",
                        "skip_rows", "2",
                        "null_values", "[\"-\", \"NA\"]",
                        "types", "{\"*\": \"string\", \"a\": \"decimal(10,2)\"}");

        assertThat(fields.toJson())
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"encoding": "windows-1252", "delimiter": "\\t", "quote": "", "decimal": {"*": ","},
                                 "header": false, "skip_rows": 2, "null_values": ["-", "NA"],
                                 "types": {"*": "string", "a": "decimal(10,2)"}}
                                """));
        assertThat(ImportOptions.ofJson(fields.toJson())).isEqualTo(fields);
        assertThat(fields.types()).isEqualTo(Map.of("*", DType.STRING, "a", DType.decimal(10, 2)));
    }

    @Test
    void emptyFieldsAreAbsentWhereEmptyMeansNothing() {
        ImportOptions options =
                Imports.options("encoding", "", "header", "", "quote", "", "null_values", "");

        assertThat(options.encoding()).isNull();
        assertThat(options.header()).isNull();
        assertThat(options.quote()).isEmpty();
        assertThat(options.nullValues()).isEqualTo(List.of(""));
    }

    @Test
    void nothingIsSaidByNull() {
        assertThat(ImportOptions.ofJson(JSON.readTree("null"))).isEqualTo(ImportOptions.DETECT);
        assertThat(ImportOptions.ofJson(JSON.readTree("{\"header\": null}")))
                .isEqualTo(ImportOptions.DETECT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"separator\": \";\"}   | Import options are sheet, encoding, delimiter, quote, decimal, header, skip_rows, null_values, types; got 'separator'",
                "[]                       | Import options are a JSON object with the members sheet, encoding, delimiter, quote, decimal, header, skip_rows, null_values, types; got []",
                "{\"encoding\": \"utf9\"} | Option 'encoding' is the name of a charset, such as UTF-8 or windows-1252; got 'utf9'",
                "{\"delimiter\": \"\"}    | Option 'delimiter' is 1 to 4 characters without line ends; got ''",
                "{\"delimiter\": \"§§§§§\"} | Option 'delimiter' is 1 to 4 characters without line ends; got '§§§§§'",
                "{\"delimiter\": 1}       | Option 'delimiter' is a string; got '1'",
                "{\"quote\": \"ab\"}      | Option 'quote' is one ASCII character, or empty for none; got 'ab'",
                "{\"quote\": \",\", \"delimiter\": \",\"} | Options 'quote' and 'delimiter' must differ, both are ','",
                "{\"decimal\": \";\"}     | Option 'decimal' is '.' or ','; got ';' for column '*'",
                "{\"header\": 1}          | Option 'header' is true or false; got '1'",
                "{\"skip_rows\": -1}      | Option 'skip_rows' is a number of lines from 0; got -1",
                "{\"skip_rows\": 1.5}     | Option 'skip_rows' is a whole number; got '1.5'",
                "{\"null_values\": \"-\"} | Option 'null_values' is an array of strings; got '\"-\"'",
                "{\"types\": {\"a\": \"int\"}} | Option 'types': A type is one of int8 to int64, uint8 to uint64, float32, float64, bool, string, date, timestamp, time, decimal(p,s); got 'int'",
            })
    void namesTheOptionThatIsWrong(String json, String message) {
        assertThatThrownBy(() -> ImportOptions.ofJson(JSON.readTree(json)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThatThrownBy(() -> Imports.options("file", "x")).hasMessageContaining("got 'file'");
        assertThatThrownBy(() -> Imports.options("types", "{"))
                .hasMessage("Option 'types' is JSON; got '{'");
        assertThatThrownBy(() -> Imports.options("header", "maybe"))
                .hasMessage("Option 'header' is JSON; got 'maybe'");
    }
}
