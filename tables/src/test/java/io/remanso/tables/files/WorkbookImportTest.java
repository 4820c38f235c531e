package io.remanso.tables.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.testing.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks, written by a library and by hand as the format says. */
class WorkbookImportTest {

    private static final String STYLES =
            """
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">
            <numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00\\ &quot;days&quot;"/></numFmts>
            <cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>
            """;

    @TempDir Path folder;
    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    /** A workbook of one sheet with these rows. */
    private static Map<String, String> parts(String rows) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
                """);
        parts.put(
                "_rels/.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
        parts.put(
                "xl/workbook.xml",
                """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>
                """);
        parts.put(
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
                <Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
                """);
        parts.put("xl/styles.xml", STYLES);
        parts.put(
                "xl/sharedStrings.xml",
                "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>name</t></si><si><r><t>Zo</t></r><r><t>ë &amp; co</t></r></si></sst>");
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + rows
                        + "</sheetData></worksheet>");
        return parts;
    }

    private static byte[] zipped(Map<String, String> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().strip().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Imports.Read rows(String rows) {
        return imports.bytes(zipped(parts(rows)), ImportOptions.DETECT);
    }

    @Test
    void cellsHaveTheTypesThatTheirFormatsMake() {
        Imports.Read read =
                rows(
                        """
                        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>day</t></is></c><c r="C2" t="inlineStr"><is><t>at</t></is></c><c r="D2" t="inlineStr"><is><t>time</t></is></c><c r="E2" t="inlineStr"><is><t>n</t></is></c><c r="F2" t="inlineStr"><is><t>f</t></is></c><c r="G2" t="inlineStr"><is><t>ok</t></is></c><c r="I2" t="inlineStr"><is><t>gap</t></is></c></row>
                        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45322</v></c><c r="C3" s="2"><v>45322.4375</v></c><c r="D3" s="3"><v>0.4375</v></c><c r="E3"><v>7</v></c><c r="F3" s="4"><v>1.1000000000000001</v></c><c r="G3" t="b"><v>1</v></c><c r="I3" t="str"><f>A3</f><v>made</v></c></row>
                        <row r="5"><c r="A5" t="inlineStr"><is><t>007</t></is></c><c r="B5" s="1"><v>59</v></c><c r="C5" s="5"><v>61</v></c><c r="D5" s="3"><v>0.999988425925926</v></c><c r="E5"><f>3+5</f><v>8</v></c><c r="F5"><v>2</v></c><c r="G5" t="b"><v>0</v></c><c r="I5" t="e"><v>#N/A</v></c></row>
                        """);
        assertThat(read.dtypes().toString())
                .isEqualTo(
                        "{name=string, day=date, at=timestamp, time=time, n=int64, f=float64, ok=bool, column_8=string, gap=string}");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(
                                "Zoë & co",
                                "2024-01-31",
                                "2024-01-31T10:30:00",
                                "10:30:00",
                                7L,
                                1.1,
                                true,
                                null,
                                "made"),
                        Arrays.asList(null, null, null, null, null, null, null, null, null),
                        Arrays.asList(
                                "007",
                                "1900-02-28",
                                "1900-03-01T00:00:00",
                                "23:59:59",
                                8L,
                                2.0,
                                false,
                                null,
                                null));
    }

    @Test
    void aSheetIsNamedWhenThereAreSeveral() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(out, "test", null);
        for (String name : new String[] {"First", "Größe 2"}) {
            Worksheet sheet = workbook.newWorksheet(name);
            sheet.value(0, 0, "title of " + name);
            sheet.value(2, 0, "a");
            sheet.value(2, 1, "b");
            sheet.value(3, 0, 1);
            sheet.value(3, 1, name);
        }
        workbook.finish();

        assertThatThrownBy(() -> imports.bytes(out.toByteArray(), ImportOptions.DETECT))
                .isInstanceOf(SheetRequiredException.class)
                .hasMessage(
                        "A workbook of several sheets needs option 'sheet', this one has First, Größe 2");
        Imports.Read read =
                imports.bytes(
                        out.toByteArray(), Imports.options("sheet", "Größe 2", "skip_rows", "2"));
        assertThat(read.dtypes().toString()).isEqualTo("{a=int64, b=string}");
        assertThat(read.rows()).containsExactly(Arrays.asList(1L, "Größe 2"));
        assertThatThrownBy(
                        () -> imports.bytes(out.toByteArray(), Imports.options("sheet", "Third")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Option 'sheet' names a sheet of the workbook, which has no 'Third'; it has First, Größe 2");
        assertThatThrownBy(() ->
                        imports.bytes(out.toByteArray(), Imports.options("encoding", "UTF-8")))
                .hasMessage("Option 'encoding' does not apply to an Excel workbook; leave it out");

        Path file = Files.write(folder.resolve("book.xlsx"), out.toByteArray());
        Preview preview =
                new TableImport(tables.engine())
                        .preview(file, "book.xlsx", ImportOptions.DETECT, new ImportMonitor());
        assertThat(preview.sheets())
                .extracting(Preview.Sheet::name)
                .containsExactly("First", "Größe 2");
        assertThat(preview.sheets().getFirst().rows()).isEqualTo(3);
    }

    @Test
    void headersAreTextsUnlessTheUserSays() {
        String rows =
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";
        assertThat(rows(rows).rows()).containsExactly(Arrays.asList(1L), Arrays.asList(2L));
        Imports.Read asked =
                imports.bytes(
                        zipped(parts(rows)),
                        Imports.options("header", "true", "types", "{\"1\": \"string\"}"));
        assertThat(asked.dtypes()).isEqualTo(Map.of("1", "string"));
        assertThat(asked.rows()).containsExactly(Arrays.asList("2"));
    }

    @Test
    void bombsAreRefusedBeforeTheyAreRead() throws IOException {
        Map<String, String> blanks = parts("");
        blanks.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet>" + " <c/>".repeat(4_000_000) + "</worksheet>");
        refuses(
                zipped(blanks),
                "its part xl/worksheets/sheet1.xml unpacks to more than can be read");
        Map<String, String> text = parts("");
        text.put(
                "xl/sharedStrings.xml", "<sst><si><t>" + "x".repeat(2_000_000) + "</t></si></sst>");
        refuses(
                zipped(text),
                "its part xl/sharedStrings.xml has a text of more than 1,048,576 bytes");
        Map<String, String> entity = parts("");
        entity.put(
                "xl/workbook.xml",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + entity.get("xl/workbook.xml"));
        refuses(zipped(entity), "its part xl/workbook.xml declares a document type");
        byte[] whole = zipped(parts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
        refuses(Arrays.copyOf(whole, whole.length / 2), "A workbook must be whole");
        refuses(zipped(Map.of("xl/other.xml", "<a/>")), "this file is none");
        refuses(
                zipped(parts("<row r=\"1\"><c r=\"A1\"><v>1</v></row>")),
                "A workbook must be whole");
    }

    private void refuses(byte[] bytes, String message) throws IOException {
        Path file = folder.resolve("hostile.xlsx");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes);
        }
        assertThatThrownBy(() -> imports.file(file, ImportOptions.DETECT, new ImportMonitor()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }
}
