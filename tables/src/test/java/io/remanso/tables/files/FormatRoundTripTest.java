package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported can be imported again, in every format. */
class FormatRoundTripTest {

    private static final String EVERY =
            """
            SELECT i8::TINYINT AS i8, i64::BIGINT AS i64, u64::UBIGINT AS "u 64", f::DOUBLE AS f, f32::FLOAT AS f32,
              d::DECIMAL(20,4) AS "größe", b AS b, s AS s, day::DATE AS day, ts::TIMESTAMP AS ts, t::TIME AS t, NULL::VARCHAR AS empty
            FROM (VALUES
              (1, 9223372036854775807, 18446744073709551615, 0.1::DOUBLE, 0.5::DOUBLE, 1234567890123456.7890, true, 'a, "b"' || chr(10) || 'ñ 🦜', '2026-01-18', '2026-01-18 10:30:00.25', '10:30:00'),
              (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
              (-128, -9223372036854775808, 0, 'NaN', 'Infinity', -0.0001, false, '007', '1999-12-31', '1999-12-31 00:00:00', '23:59:59'),
              (0, 5, 7, 12345678.9, -2.25, 3, false, 'NA', '2000-02-29', '2000-02-29 12:00:00', '00:00:00'))
              v(i8, i64, u64, f, f32, d, b, s, day, ts, t)
            """;

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void valuesAndTypesComeBack(ExportFormat format) {
        Table table = tables.of(EVERY, 3);
        boolean typed = format == ExportFormat.PARQUET || format == ExportFormat.ARROW;
        Map<String, DType> types = new LinkedHashMap<>();
        for (Column column : table.schema().columns()) {
            types.put(column.name(), column.dtype());
        }

        Imports.Read read =
                imports.bytes(
                        Imports.export(table, format),
                        typed ? ImportOptions.DETECT : ImportOptions.DETECT.withTypes(types));

        assertThat(read.table().schema().names()).isEqualTo(table.schema().names());
        assertThat(read.report().importOptions().types()).isEqualTo(types);
        assertThat(read.rows()).isEqualTo(Imports.rows(table));
        assertThat(read.report().recordsRead()).isEqualTo(4);
        assertThat(read.report().rejectedCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void longTablesComeBackInSlices(ExportFormat format) {
        Table table =
                tables.of(
                        "SELECT range AS n, concat('text ', range % 1000) AS s FROM range(70000)");

        Imports.Read read = imports.bytes(Imports.export(table, format), ImportOptions.DETECT);

        assertThat(read.dtypes()).isEqualTo(Map.of("n", "int64", "s", "string"));
        assertThat(read.rows()).isEqualTo(Imports.rows(table));
        assertThat(read.table().manifest().slices()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PARQUET", "ARROW", "JSON", "NDJSON", "XLSX"})
    void aSingleColumnKeepsItsNulls(ExportFormat format) {
        Table table = tables.of("SELECT unnest([NULL, 1, NULL, 2]) AS n");

        Imports.Read read = imports.bytes(Imports.export(table, format), ImportOptions.DETECT);

        assertThat(read.rows()).isEqualTo(Imports.rows(table));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "XLSX")
    void longCellsComeBack(ExportFormat format) {
        Table table =
                tables.of(
                        "SELECT range AS n, repeat('so \"it'' goes, ', 2500 + range) AS s FROM range(3)");

        Imports.Read read = imports.bytes(Imports.export(table, format), ImportOptions.DETECT);

        assertThat(read.rows()).isEqualTo(Imports.rows(table));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void daysOutsideOfFourDigitsComeBackReadably(ExportFormat format) {
        Table table =
                tables.of(
                        "SELECT d, d::TIMESTAMP AS t FROM (VALUES (DATE '0044-03-15 (BC)'), (DATE '12024-01-01'), (DATE '2024-01-31')) v(d)");

        Imports.Read read = imports.bytes(Imports.export(table, format), ImportOptions.DETECT);

        assertThat(read.column("d")).containsExactly("-0043-03-15", "+12024-01-01", "2024-01-31");
        assertThat(read.column("t")).element(0).isEqualTo("-0043-03-15T00:00:00");
        boolean typed = format == ExportFormat.PARQUET || format == ExportFormat.ARROW;
        assertThat(read.dtypes())
                .isEqualTo(
                        typed
                                ? Map.of("d", "date", "t", "timestamp")
                                : Map.of("d", "string", "t", "string"));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aSheetAloneLeavesOutControlCharacters(ExportFormat format) {
        Table table =
                tables.of(
                        "SELECT concat('a', chr(1), chr(27), chr(65534), chr(9), chr(10), 'b') AS s");

        Imports.Read read = imports.bytes(Imports.export(table, format), ImportOptions.DETECT);

        assertThat(read.column("s"))
                .containsExactly(
                        format == ExportFormat.XLSX ? "a\t\nb" : "a\u0001\u001b\ufffe\t\nb");
    }
}
