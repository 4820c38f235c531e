package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the header and the dialect of a text are found. */
class LayoutTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", ", ", "^", "~"})
    void delimitersAreFound(String delimiter) {
        Read read = imports.text("id;name;n\n1;\"x,;|y\";2.5\n2;z;3.5\n".replace(";", delimiter));

        assertThat(read.report().importOptions().delimiter()).isEqualTo(delimiter);
        assertThat(read.table().schema().names()).containsExactly("id", "name", "n");
        assertThat(read.column("n")).containsExactly(2.5, 3.5);
    }

    @Test
    void semicolonsWinOverDecimalCommas() {
        Read read = imports.text("1,5;2,5;abc\n3,5;4,5;def\n");

        assertThat(read.report().importOptions().delimiter()).isEqualTo(";");
        assertThat(read.rows()).containsExactly(List.of(1.5, 2.5, "abc"), List.of(3.5, 4.5, "def"));
    }

    @Test
    void singleQuotesAreFound() {
        Read read = imports.text("a,b\n'x, y',1\n'z',2\n'it''s',3\n");

        assertThat(read.column("a")).containsExactly("x, y", "z", "it's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"§§§", "||||", "::", "🦜🦜🦜🦜", "\t", "、"})
    void aDelimiterHasUpToFourCharacters(String delimiter) {
        Read read =
                imports.text(
                        "id;name;n\n1;\"x;y\";2.5\n2;z;\n".replace(";", delimiter),
                        Imports.options("delimiter", delimiter));

        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(1L, "x" + delimiter + "y", 2.5),
                        Arrays.asList(2L, "z", null));
        assertThat(read.report().importOptions().delimiter()).isEqualTo(delimiter);
    }

    @Test
    void aQuotedFieldLongerThanTheFirstLinesHidesNoDelimiter() {
        String letter = "Dear all\n".repeat(20_000);
        Read read = imports.text("id,text,n\n1,short,2\n2,\"%s\",3\n3,end,4\n".formatted(letter));

        assertThat(read.column("text")).containsExactly("short", letter, "end");
        assertThat(read.column("n")).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aFirstLineMayDeclareTheDelimiter() {
        Read read = imports.text("sep=;\na;b\n1;x,y\n");

        assertThat(read.rows()).containsExactly(List.of(1L, "x,y"));
    }

    @Test
    void numbersInTheFirstRecordMakeItARow() {
        Read read = imports.text("1,x\n2,y\n");

        assertThat(read.table().schema().names()).containsExactly("column_1", "column_2");
        assertThat(read.table().rows()).isEqualTo(2);
    }

    @Test
    void yearsMayHeadColumns() {
        Read read = imports.text("country,2019,2020\nES,47,48\nFR,67,68\n");

        assertThat(read.table().schema().names()).containsExactly("country", "2019", "2020");
    }

    @Test
    void aTableOfTextHasAHeaderOfDifferentWords() {
        assertThat(imports.text("name,city\nAna,Vigo\nEva,León\n").table().rows()).isEqualTo(2);
        assertThat(imports.text("Ana,Ana\nAna,Vigo\nEva,León\n").table().rows()).isEqualTo(3);
    }

    @Test
    void titlesBeforeTheTableAreLeftOut() {
        Read read =
                imports.text(
                        "Report of sales,,\n,,\nid,day,n\n1,2026-01-18,5\n2,2026-01-19,\"6\nx\"\n3,1\n");

        assertThat(read.table().schema().names()).containsExactly("id", "day", "n");
        assertThat(read.report().importOptions().skipRows()).isEqualTo(2);
        assertThat(read.report().rejected())
                .singleElement()
                .extracting(Rejected::line)
                .isEqualTo(7L);
    }

    @Test
    void aHeaderMayTakeSeveralRecords() {
        StringBuilder text = new StringBuilder("day,price,who\nof sale,net,name\n");
        for (int i = 10; i < 30; i++) {
            text.append("2026-01-").append(i).append(',').append(i).append(".5,x\n");
        }

        Read read = imports.text(text.toString());

        assertThat(read.dtypes())
                .hasToString("{day of sale=date, price net=float64, who name=string}");
        assertThat(read.warnings()).isEqualTo("The first 2 records were joined as the header");
    }

    @Test
    void optionsOverrideWhatWasFound() {
        Read read =
                imports.text(
                        "x\n1;2\n3;4\n",
                        Imports.options("skip_rows", "1", "header", "true", "delimiter", ";"));

        assertThat(read.table().schema().names()).containsExactly("1", "2");
        assertThat(read.rows()).containsExactly(List.of(3L, 4L));
    }

    @Test
    void aPreviewShowsWhatAnImportWouldMake() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x"),
                        "id,name\n001,Ana\n002,\n".repeat(1),
                        java.nio.charset.StandardCharsets.UTF_8);

        Preview preview =
                new TableImport(tables.engine())
                        .preview(file, "people.csv", ImportOptions.DETECT, new ImportMonitor());

        Preview.Sheet sheet = preview.sheets().getFirst();
        assertThat(sheet.name()).isEqualTo("people");
        assertThat(sheet.rows()).isEqualTo(2);
        assertThat(sheet.rowsEstimated()).isFalse();
        assertThat(sheet.firstRows().toString()).isEqualTo("[[001, Ana], [002, null]]");
        assertThat(sheet.importOptions().toJson().get("types").toString())
                .isEqualTo("{\"id\":\"string\",\"name\":\"string\"}");
    }
}
