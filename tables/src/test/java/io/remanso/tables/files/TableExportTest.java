package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exported tables, read by readers that are not Remanso's. */
class TableExportTest {

    private static final String ONE_OF_EACH =
            """
            SELECT 1::BIGINT AS n, 0.1::DOUBLE AS f, 1.50::DECIMAL(10, 2) AS d, true AS b,
                'a, "b"' || chr(10) || 'ñ' AS s, DATE '2026-01-18' AS day,
                TIMESTAMP '2026-01-18 10:30:00.25' AS at, TIME '10:30:00' AS t,
                18446744073709551615::UBIGINT AS u
            UNION ALL SELECT NULL, 12345678.9, NULL, NULL, '', NULL, NULL, NULL, NULL
            UNION ALL SELECT -7, 'NaN'::DOUBLE, -0.25, false, NULL, DATE '1999-12-31',
                TIMESTAMP '1969-12-31 23:59:59', TIME '00:00:00', 0
            """;

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void csvIsRfc4180() {
        byte[] csv = Imports.export(tables.of(ONE_OF_EACH), ExportFormat.CSV);

        assertThat(new String(csv, StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        n,f,d,b,s,day,at,t,u
                        1,0.1,1.50,true,"a, ""b""
                        ñ",2026-01-18,2026-01-18T10:30:00.25,10:30:00,18446744073709551615
                        ,12345678.9,,,"",,,,
                        -7,NaN,-0.25,false,,1999-12-31,1969-12-31T23:59:59,00:00:00,0
                        """
                                .replace("\n", "\r\n")
                                .replace("\"\"\r\nñ", "\"\"\nñ"));
    }

    @Test
    void anotherReaderOfCsvFindsTheSameTexts() throws Exception {
        Table table =
                tables.of(
                        "SELECT CASE WHEN range % 7 = 0 THEN NULL ELSE chr((range % 120)::INT + 1) || ',\"' || range END AS s, range AS n FROM range(70000)");
        List<List<String>> found = new ArrayList<>();
        try (CsvReader<de.siegmar.fastcsv.reader.CsvRecord> reader =
                CsvReader.builder()
                        .ofCsvRecord(
                                new String(
                                        Imports.export(table, ExportFormat.CSV),
                                        StandardCharsets.UTF_8))) {
            reader.forEach(record -> found.add(record.getFields()));
        }

        List<List<String>> expected = new ArrayList<>(List.of(List.of("s", "n")));
        Imports.rows(table)
                .forEach(row ->
                        expected.add(
                                Arrays.asList(
                                        row.get(0) == null ? "" : row.get(0).toString(),
                                        String.valueOf(row.get(1)))));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void anExportComesBackAsTheSameTable() {
        Table table =
                tables.of(
                        "SELECT 'k' || range AS k, CASE WHEN range % 3 = 0 THEN NULL WHEN range % 3 = 1 THEN '' ELSE '\"' || chr(13) || ' x' END AS s, range / 7 AS f, CASE WHEN range % 5 = 0 THEN NULL ELSE range END AS n FROM range(5000)");
        byte[] csv = Imports.export(table, ExportFormat.CSV);

        Imports.Read back = new Imports(tables).bytes(csv, ImportOptions.DETECT);

        assertThat(back.rows()).isEqualTo(Imports.rows(table));
        assertThat(Imports.export(back.table(), ExportFormat.CSV)).isEqualTo(csv);
    }

    @Test
    void jsonHasAnObjectPerRow() {
        JsonNode json =
                JsonMapper.shared()
                        .readTree(Imports.export(tables.of(ONE_OF_EACH), ExportFormat.JSON));

        assertThat(json.size()).isEqualTo(3);
        assertThat(json.get(0).toString())
                .isEqualTo(
                        "{\"n\":1,\"f\":0.1,\"d\":1.5,\"b\":true,\"s\":\"a, \\\"b\\\"\\nñ\",\"day\":\"2026-01-18\",\"at\":\"2026-01-18T10:30:00.25\",\"t\":\"10:30:00\",\"u\":18446744073709551615}");
        assertThat(json.get(1).get("n").isNull()).isTrue();
        assertThat(json.get(1).get("s").stringValue()).isEmpty();
        assertThat(json.get(2).get("f").stringValue()).isEqualTo("NaN");
    }

    @Test
    void ndjsonHasALinePerRow() {
        String text =
                new String(
                        Imports.export(
                                tables.of("SELECT range AS n FROM range(3)"), ExportFormat.NDJSON),
                        StandardCharsets.UTF_8);

        assertThat(text).isEqualTo("{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
    }

    @Test
    void jsonOfNoRowsIsAnEmptyArray() {
        Table empty = tables.of("SELECT 1 AS n WHERE false");

        assertThat(JsonMapper.shared().readTree(Imports.export(empty, ExportFormat.JSON)).isEmpty())
                .isTrue();
        assertThat(Imports.export(empty, ExportFormat.NDJSON)).isEmpty();
    }

    @Test
    void parquetKeepsTypesAndValues() throws Exception {
        Table table = tables.of(ONE_OF_EACH);
        Path scratch = tables.engine().settings().scratch();
        byte[] parquet = Imports.export(table, ExportFormat.PARQUET);
        assertThat(scratch).isEmptyDirectory();

        Path file = Files.write(scratch.resolve("read.parquet"), parquet);
        try (DuckDBConnection connection = tables.engine().connect();
                Statement statement = connection.createStatement();
                ResultSet same =
                        statement.executeQuery(
                                "SELECT count(*) FROM (SELECT * FROM '%s' EXCEPT ALL (%s))"
                                        .formatted(file, ONE_OF_EACH))) {
            assertThat(same.next()).isTrue();
            assertThat(same.getInt(1)).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void arrowHasABatchPerSlice() throws Exception {
        Table table = tables.of("SELECT range AS n, 'v' || range AS s FROM range(150000)");
        byte[] arrow = Imports.export(table, ExportFormat.ARROW);

        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader =
                        new ArrowFileReader(
                                new ByteArrayReadableSeekableByteChannel(arrow), allocator)) {
            assertThat(reader.getRecordBlocks()).hasSize(3);
            long rows = 0;
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            assertThat(rows).isEqualTo(150_000);
            assertThat(reader.getVectorSchemaRoot().getVector("s").getObject(0))
                    .hasToString("v131072");
        }
    }

    @Test
    void workbooksHoldNumbersTextsAndDates() throws Exception {
        byte[] xlsx = Imports.export(tables.of(ONE_OF_EACH), ExportFormat.XLSX);

        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(4);
            Row first = rows.get(1);
            assertThat(first.getCellAsNumber(0).orElseThrow()).isEqualByComparingTo("1");
            assertThat(first.getCellAsString(4)).hasValue("a, \"b\"\nñ");
            assertThat(first.getCellAsDate(5).orElseThrow()).hasToString("2026-01-18T00:00");
            assertThat(first.getCellAsString(8)).hasValue("18446744073709551615");
        }
    }

    @Test
    void aSheetThatWouldNotFitIsRefusedBeforeAnythingIsWritten() {
        Table table = tables.of("SELECT 1::TINYINT AS n FROM range(1048576)");

        assertThatThrownBy(() -> Imports.export(table, ExportFormat.XLSX))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "A sheet has at most 1,048,575 rows below its header and 16,384 columns, the table has 1,048,576 and 1; export it as csv or parquet");
        Table wide = tables.of("SELECT repeat('x', 32768) AS s");
        assertThatThrownBy(() -> Imports.export(wide, ExportFormat.XLSX))
                .hasMessageContaining("one of column 's' has more");
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "XLSX")
    void theSameTableGivesTheSameBytes(ExportFormat format) {
        Table table = tables.of("SELECT range AS n, 'v' || range AS s FROM range(100000)");

        assertThat(Imports.export(table, format)).isEqualTo(Imports.export(table, format));
    }

    @Test
    void formatsAreNamed() {
        assertThat(ExportFormat.parse("Parquet")).isEqualTo(ExportFormat.PARQUET);
        assertThatThrownBy(() -> ExportFormat.parse("doc"))
                .hasMessage(
                        "A format is one of csv, json, ndjson, parquet, arrow, xlsx; got 'doc'");
    }
}
