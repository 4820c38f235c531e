package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a column of texts is taken to be, and the values that come of it. */
class TypeGuessTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 -3 0                  | int64        | 1, 2, -3, 0",
                "1 007                     | string       | 1, 007",
                "+34600111222 1            | string       | +34600111222, 1",
                "1 -0                      | float64      | 1.0, -0.0",
                "9223372036854775807 -9223372036854775808 | int64 | 9223372036854775807, -9223372036854775808",
                "9223372036854775808 1     | decimal(38,0) | 9223372036854775808, 1",
                "123456789012345678901234567890123456789 1 | string | 123456789012345678901234567890123456789, 1",
                "1 2.50 .5 3.              | float64      | 1.0, 2.5, 0.5, 3.0",
                "1.5 02.5                  | string       | 1.5, 02.5",
                "1.5 1_000.5               | string       | 1.5, 1_000.5",
                "0.1 0.30000000000000004   | float64      | 0.1, 0.30000000000000004",
                "1e-7 6.02214076E23        | float64      | 1.0E-7, 6.02214076E23",
                "0.00012345678901234567 8.6e-05 | float64 | 1.2345678901234567E-4, 8.6E-5",
                "1.000000000000000056e-01 2 | float64     | 0.1, 2.0",
                "1.000000000000000056E-1 2 | float64      | 0.1, 2.0",
                "1.2345678901234568E-5 2   | float64      | 1.2345678901234568E-5, 2.0",
                "1.234567890123456789e-01 2 | string      | 1.234567890123456789e-01, 2",
                "4.940656e-324 1.97626E-323 | float64     | 4.9E-324, 2.0E-323",
                "0e5 0.0E-400 -0.000000000000000000e+00 | float64 | 0.0, 0.0, -0.0",
                "1e400 1                   | string       | 1e400, 1",
                "1e-400 1                  | string       | 1e-400, 1",
                "1.2345678901234567e-400 1 | string       | 1.2345678901234567e-400, 1",
                "1e-99999999999 1          | string       | 1e-99999999999, 1",
                "12345678901234567.25 0.5  | decimal(38,2) | 12345678901234567.25, 0.50",
                "9007199254740993 0.5      | decimal(38,1) | 9007199254740993.0, 0.5",
                "0.1234567890123456789 1.5 | decimal(38,19) | 0.1234567890123456789, 1.5000000000000000000",
                "NaN 1.5 -Infinity         | float64      | NaN, 1.5, -Infinity",
                "0x1F 1                    | string       | 0x1F, 1",
                "1,5 2                     | float64      | 1.5, 2.0",
                "1.234,5 12                | float64      | 1234.5, 12.0",
                "true FALSE True           | bool         | true, false, true",
                "t f                       | string       | t, f",
                "2026-01-18 2024-02-29     | date         | 2026-01-18, 2024-02-29",
                "2026-02-30 2024-02-29     | string       | 2026-02-30, 2024-02-29",
                "2026-1-5 2024-02-29       | string       | 2026-1-5, 2024-02-29",
                "2026/01/18 2024/2/9       | date         | 2026-01-18, 2024-02-09",
                "18/01/2026 2/3/2026       | date         | 2026-01-18, 2026-03-02",
                "01/18/2026 2/3/2026       | date         | 2026-01-18, 2026-02-03",
                "31.12.2026 1.2.2026       | date         | 2026-12-31, 2026-02-01",
                "01/02/2026 03/04/2026     | string       | 01/02/2026, 03/04/2026",
                "18/01/26 19/01/26         | string       | 18/01/26, 19/01/26",
                "2026-01-18T10:30 2026-01-18T10:30:15.250 | timestamp | 2026-01-18T10:30:00, 2026-01-18T10:30:15.25",
                "2026-01-18T10:30:00Z 2026-01-18T10:30:00.000001Z | timestamp | 2026-01-18T10:30:00, 2026-01-18T10:30:00.000001",
                "2026-01-18T10:30:00Z 2026-01-18T10:30:00 | string | 2026-01-18T10:30:00Z, 2026-01-18T10:30:00",
                "2026-01-18T10:30:00+02:00 2026-01-18T10:30:00+01:00 | string | 2026-01-18T10:30:00+02:00, 2026-01-18T10:30:00+01:00",
                "2026-01-18T10:30:00.1234567 2026-01-18T10:30 | string | 2026-01-18T10:30:00.1234567, 2026-01-18T10:30",
                "18/01/2026_10:30 2/3/2026_9:05:01 | timestamp | 2026-01-18T10:30:00, 2026-03-02T09:05:01",
                "10:30 23:59:59.5          | time         | 10:30:00, 23:59:59.5",
                "24:00 25:00               | string       | 24:00, 25:00",
                "NA -                      | string       | NA, -",
            })
    void aColumnIs(String texts, String dtype, String values) {
        List<String> fields =
                Arrays.stream(texts.split(" "))
                        .map(text -> text.replace('_', sign(dtype)))
                        .toList();

        Read read = imports.text(table(fields));

        assertThat(read.dtypes().get("x")).isEqualTo(dtype);
        assertThat(read.column("x").toString()).isEqualTo("[" + values + "]");
        assertThat(lateIn(fields).dtypes().get("x")).as("behind the sample").isEqualTo(dtype);
    }

    /** An underscore stands for the space within a timestamp. */
    private static char sign(String dtype) {
        return dtype.equals("timestamp") ? ' ' : '_';
    }

    private static String table(List<String> fields) {
        return fields.stream()
                .map(field -> "row;" + field + "\n")
                .collect(Collectors.joining("", "name;x\n", ""));
    }

    /** The same texts, behind more empty fields than the sample has. */
    private Read lateIn(List<String> fields) {
        StringBuilder text = new StringBuilder("name;x\n");
        for (int i = 0; i <= LayoutGuess.MOST_RECORDS; i++) {
            text.append("row;\n");
        }
        fields.forEach(field -> text.append("row;").append(field).append('\n'));
        return imports.text(text.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9007199254740993        | decimal(38,1) | 9007199254740993.0",
                "-900719925474099.5      | float64       | -9.007199254740995E14",
                "12345678901234567.25    | decimal(38,2) | 12345678901234567.25",
                "1.000000000000000056E-1 | float64       | 0.1",
                "1e-400                  | string        | 1e-400",
                "1.5E-9999999999         | string        | 1.5E-9999999999"
            })
    void behindFloatsAColumnIs(String text, String dtype, String value) {
        List<String> fields = new ArrayList<>(Collections.nCopies(2_500, "0.5"));
        fields.add(text);

        Read read = imports.text(table(fields));

        assertThat(read.dtypes().get("x")).isEqualTo(dtype);
        assertThat(read.column("x").getLast()).hasToString(value);
    }

    @Test
    void spacesAroundValuesAreNoPartOfThem() {
        Read read = imports.text("a;b;c\n 1 ; 2.5;x \n  2; ;y\n");

        assertThat(read.rows())
                .containsExactly(Arrays.asList(1L, 2.5, "x "), Arrays.asList(2L, null, "y"));
    }

    @Test
    void aCommaBehindOneToThreeDigitsIsADecimalCommaWhereItDoesNotDelimit() {
        assertThat(imports.text("a;b\n1,250;x\n2,375;y\n").column("a"))
                .containsExactly(1.25, 2.375);
        assertThat(imports.text("a,b\n\"1,250\",x\n\"2,375\",y\n").column("a"))
                .containsExactly("1,250", "2,375");
        assertThat(
                        imports.text(
                                        "a,b\n\"1,250\",x\n\"2,375\",y\n",
                                        Imports.options("decimal", ","))
                                .column("a"))
                .containsExactly(1.25, 2.375);
        assertThat(imports.text("a;b\n1,5;x\n2,5;y\n", Imports.options("decimal", ".")).column("a"))
                .containsExactly("1,5", "2,5");
    }

    @Test
    void datesWhoseDayIsUnknownStayTextAndTheReportSaysSo() {
        Read read = imports.text("d,n\n01/02/2026,1\n03/04/2026,2\n");

        assertThat(read.warnings())
                .isEqualTo(
                        "Column 'd' holds dates whose days and months cannot be told apart, so it is text; option 'types' overrides this");
        assertThat(
                        imports.text(
                                        "d,n\n01/02/2026,1\n03/04/2026,2\n",
                                        Imports.options("types", "{\"d\":\"date\"}"))
                                .column("d"))
                .containsExactly("2026-02-01", "2026-04-03");
    }
}
