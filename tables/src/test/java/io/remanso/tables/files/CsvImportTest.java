package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvImportTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @Test
    void findsTheTypesOfColumns() {
        Read read =
                imports.text(
                        """
                        code,name,qty,price,sold,at,open,clock
                        01001,Madrid,2,43.40,2026-01-18,2026-01-18 10:30:00,true,10:30
                        01002,"Vitoria, norte",-3,7,2026-02-01,2026-02-01T00:00:00.25,false,23:59:59
                        01003,,,,,,,
                        """);

        assertThat(read.dtypes())
                .hasToString(
                        "{code=string, name=string, qty=int64, price=float64, sold=date, at=timestamp, open=bool, clock=time}");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(
                                "01001",
                                "Madrid",
                                2L,
                                43.4,
                                "2026-01-18",
                                "2026-01-18T10:30:00",
                                true,
                                "10:30:00"),
                        Arrays.asList(
                                "01002",
                                "Vitoria, norte",
                                -3L,
                                7.0,
                                "2026-02-01",
                                "2026-02-01T00:00:00.25",
                                false,
                                "23:59:59"),
                        Arrays.asList("01003", null, null, null, null, null, null, null));
        assertThat(read.report().toJson().toString())
                .startsWith(
                        "{\"records_read\":3,\"rows_imported\":3,\"rejected_count\":0,\"rejected\":[],\"warnings\":[],"
                                + "\"import_options\":{\"encoding\":\"UTF-8\",\"delimiter\":\",\",\"quote\":\"\\\"\",\"decimal\":{\"price\":\".\"},\"header\":true,\"skip_rows\":0");
    }

    @Test
    void tellsNullFromTheEmptyString() {
        Read read = imports.text("a,b\n\"\",1\n,2\nx,\"\"\n");

        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("", 1L), Arrays.asList(null, 2L), Arrays.asList("x", null));
    }

    @Test
    void takesQuotedEmptyFieldsForNullWhereEveryFieldIsQuoted() {
        Read read = imports.text("\"a\",\"b\"\n\"\",\"1\"\n\"x\",\"\"\n");

        assertThat(read.rows()).containsExactly(Arrays.asList(null, 1L), Arrays.asList("x", null));
    }

    @Test
    void readsAColumnAgainWhoseTypeTheSampleDidNotTell() {
        StringBuilder text = new StringBuilder("n,m,late,code\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append(',').append(i).append(",,").append(i).append('\n');
        }
        text.append("1.5,2,2026-01-18,007\n");

        Read read = imports.text(text.toString());

        assertThat(read.dtypes()).hasToString("{n=float64, m=int64, late=date, code=string}");
        assertThat(read.table().rows()).isEqualTo(10_001);
        assertThat(read.rows().get(9_999)).containsExactly(9_999.0, 9_999L, null, "9999");
        assertThat(read.rows().get(10_000)).containsExactly(1.5, 2L, "2026-01-18", "007");
    }

    @Test
    void marksOfMissingValuesAreNullInColumnsOfNumbers() {
        Read read = imports.text("country,n\nNA,1\nES,NA\nFR,-\n");

        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("NA", 1L),
                        Arrays.asList("ES", null),
                        Arrays.asList("FR", null));
        assertThat(read.warnings()).isEqualTo("Column 'n' is int64; its fields NA, - are null");
    }

    @Test
    void nullValuesOfTheUserReplaceTheUsualMarks() {
        Read read =
                imports.text(
                        "country,n\nNA,1\nES,NA\nnone,3\n",
                        Imports.options("null_values", "[\"none\"]"));

        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("NA", "1"),
                        Arrays.asList("ES", "NA"),
                        Arrays.asList(null, "3"));
    }

    @Test
    void everythingIsTextWhenTheUserSaysSo() {
        Read read =
                imports.text(
                        "a,b\n 1 ,2.50\nNA,true\n", Imports.options("types", "{\"*\":\"string\"}"));

        assertThat(read.rows()).containsExactly(List.of(" 1 ", "2.50"), List.of("NA", "true"));
    }

    @Test
    void typesOfTheUserAreReadAsFarAsTheyCan() {
        Read read =
                imports.text(
                        "a,b,c,d,e\n007,yes,18/01/2026,\"1.234,5\",3\n8,n,02/01/2026,\"2,25\",NA\n",
                        Imports.options(
                                "types",
                                """
                                {"a":"int8","b":"bool","c":"date","d":"decimal(8,2)","*":"float32"}
                                """));

        assertThat(read.dtypes())
                .hasToString("{a=int8, b=bool, c=date, d=decimal(8,2), e=float32}");
        assertThat(read.rows().toString())
                .isEqualTo(
                        "[[7, true, 2026-01-18, 1234.50, 3.0], [8, false, 2026-01-02, 2.25, null]]");
    }

    @Test
    void namesTheLineOfAValueThatTheTypeOfTheUserCannotTake() {
        assertThatThrownBy(() ->
                        imports.text(
                                "a,b\n\"x\ny\",1\nz,300\n",
                                Imports.options("types", "{\"b\":\"int8\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Option 'types' makes column 'b' int8, line 4 holds '300'; give the column another type, or list the text in 'null_values'");
        assertThatThrownBy(() ->
                        imports.text(
                                "a,b\nx,1\nz,1.5\n", Imports.options("types", "{\"b\":\"int64\"}")))
                .hasMessageContaining("line 3 holds '1.5'");
    }

    @Test
    void optionsMustNameColumnsOfTheFile() {
        assertThatThrownBy(() ->
                        imports.text("a,b\n1,2\n", Imports.options("types", "{\"c\":\"int64\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Option 'types' names columns of the file, which has no 'c'; it has a, b");
        assertThatThrownBy(() ->
                        imports.text("a,b\n1,2\n", Imports.options("decimal", "{\"c\":\",\"}")))
                .hasMessageContaining("Option 'decimal' names columns of the file");
    }

    @Test
    void optionsOfOtherFormatsAreRefused() {
        assertThatThrownBy(() -> imports.text("a,b\n1,2\n", Imports.options("sheet", "a")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("Option 'sheet' does not apply to delimited text; leave it out");
    }

    @Test
    void namesAreMadeUniqueAndAreNeverEmpty() {
        Read read = imports.text("a,,a,a_2\n1,2,3,4\n");

        assertThat(read.table().schema().names()).containsExactly("a", "column_2", "a_2", "a_2_2");
        assertThat(read.warnings())
                .isEqualTo(
                        """
                        1 column has no name and is named by its position
                        Column names that occur more than once were numbered: a_2, a_2_2\
                        """);
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() {
        Read read = imports.text("a,b\n");

        assertThat(read.table().rows()).isZero();
        assertThat(read.dtypes()).hasToString("{a=string, b=string}");
    }

    @Test
    void fieldsMaySpanLines() {
        Read read = imports.text("a,b\r\n\"one\ntwo\",\"three\r\nfour\"\r\n\"\r\n\",x\r\n");

        assertThat(read.rows())
                .containsExactly(List.of("one\ntwo", "three\r\nfour"), List.of("\r\n", "x"));
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void quotedFieldsMayBeLong(String text) {
        Read read =
                imports.text("a,b\n1,\"%s\"\n2,\"x, y\"\n".formatted(text.replace("\"", "\"\"")));

        assertThat(read.rows()).containsExactly(List.of(1L, text), List.of(2L, "x, y"));
        assertThat(read.report().warnings()).isEmpty();
    }

    static Stream<String> longTexts() {
        return Stream.of(
                "word, ".repeat(170_000),
                "\"".repeat(100_000),
                "it's ".repeat(100_000),
                "1.000".repeat(200_000),
                "5".repeat(1_000_000),
                "0." + "7".repeat(1_000_000));
    }

    @Test
    void wideTablesAreReadInParts() {
        StringBuilder text = new StringBuilder();
        for (int row = -1; row < 3; row++) {
            for (int column = 0; column < 600; column++) {
                text.append(column == 0 ? "" : ",")
                        .append(row < 0 ? "name" + column : row * 1000 + column);
            }
            text.append('\n');
        }

        Read read = imports.text(text.toString());

        assertThat(read.table().schema().size()).isEqualTo(600);
        assertThat(read.column("name0")).containsExactly(0L, 1000L, 2000L);
        assertThat(read.column("name599")).containsExactly(599L, 1599L, 2599L);
    }

    @Test
    void aColumnAloneKeepsItsNulls() {
        Read read = imports.text("a\n1\n\n3\n\n");

        assertThat(read.column("a")).containsExactly(1L, null, 3L, null);
    }
}
