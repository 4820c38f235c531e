package io.remanso.tables.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.ChunkName;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PageTest {

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void givesTheRowsOfAnyStretchInOrder() {
        Table table = tables.of("SELECT range AS n, 'v' || range AS s FROM range(1000)", 64);
        for (int offset : new int[] {0, 1, 63, 64, 65, 500, 935, 999}) {
            for (int limit : new int[] {1, 64, 65, 200}) {
                Page page = Page.read(table, offset, limit, List.of());
                List<List<Object>> expected = new ArrayList<>();
                for (long n = offset; n < Math.min(1000, offset + limit); n++) {
                    expected.add(List.of(n, "v" + n));
                }
                assertThat(page.rows()).isEqualTo(expected);
                assertThat(page.totalRows()).isEqualTo(1000);
            }
        }
    }

    @Test
    void givesTheColumnsAskedForInTheirOrder() {
        Table table = tables.of("SELECT 1 AS a, 2 AS b, 3 AS c");
        Page page = Page.read(table, 0, 10, List.of("c", "a"));
        assertThat(page.columns()).extracting(Column::name).containsExactly("c", "a");
        assertThat(page.rows()).isEqualTo(List.of(List.of(3L, 1L)));
        assertThatThrownBy(() -> Page.read(table, 0, 10, List.of("d")))
                .isInstanceOf(UnknownColumnException.class)
                .hasMessageContaining("'d'");
    }

    @Test
    void fetchesOnlyTheChunksOfThePageAndInOneCall() {
        Table table = tables.of("SELECT range AS a, range + 5000 AS b FROM range(1000)", 100);
        Column b = table.schema().require("b");
        tables.chunks().forget();
        Page.read(table, 250, 100, List.of("b"));
        assertThat(tables.chunks().reads())
                .isEqualTo(List.of(Set.of(name(table, b, 2), name(table, b, 3))));
    }

    @Test
    void isEmptyBehindTheLastRowAndForALimitOfNone() {
        Table table = tables.of("SELECT range AS a FROM range(10)");
        tables.chunks().forget();
        assertThat(Page.read(table, 10, 5, List.of()).rows()).isEmpty();
        assertThat(Page.read(table, Long.MAX_VALUE, 5, List.of()).rows()).isEmpty();
        assertThat(Page.read(table, 3, 0, List.of()).rows()).isEmpty();
        assertThat(tables.chunks().reads()).isEmpty();
    }

    @Test
    void refusesAPageThatIsNone() {
        Table table = tables.of("SELECT 1 AS a");
        assertThatThrownBy(() -> Page.read(table, 0, -1, List.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "A limit is 0 to 10000, got -1; read more rows in several pages or export the table");
        assertThatThrownBy(() -> Page.read(table, 0, 10_001, List.of()))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> Page.read(table, -1, 1, List.of()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("An offset is 0 or more, got -1");
    }

    @Test
    void saysEveryTypeWithoutLoss() {
        Table table =
                tables.of(
                        """
                        SELECT (-128)::TINYINT, (-32768)::SMALLINT, (-2147483648)::INTEGER,
                               (-9223372036854775808)::BIGINT, 255::UTINYINT, 65535::USMALLINT,
                               4294967295::UINTEGER, 18446744073709551615::UBIGINT,
                               0.1::FLOAT, 0.1::DOUBLE, true, 'ñandú 🦜',
                               DATE '0001-01-01', TIMESTAMP '1969-12-31 23:59:59.999999',
                               TIME '00:00:00.000001',
                               '-12345678901234567890123456789012345.678'::DECIMAL(38,3)
                        """);
        assertThat(Page.read(table, 0, 1, List.of()).rows().getFirst())
                .containsExactly(
                        -128L,
                        -32768L,
                        -2147483648L,
                        Long.MIN_VALUE,
                        255L,
                        65535L,
                        4294967295L,
                        new BigInteger("18446744073709551615"),
                        0.1f,
                        0.1,
                        true,
                        "ñandú 🦜",
                        "0001-01-01",
                        "1969-12-31T23:59:59.999999",
                        "00:00:00.000001",
                        new BigDecimal("-12345678901234567890123456789012345.678"));
    }

    @Test
    void saysWhatJsonHasNoNumberForAsText() {
        Table table =
                tables.of(
                        "SELECT 'nan'::DOUBLE, 'inf'::FLOAT, '-inf'::DOUBLE, -0.0::DOUBLE,"
                                + " TIME '24:00:00', TIMESTAMP '2026-01-18 10:30:00', 7::UBIGINT");
        assertThat(Page.read(table, 0, 1, List.of()).rows().getFirst())
                .containsExactly(
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        -0.0,
                        "24:00:00",
                        "2026-01-18T10:30:00",
                        7L);
    }

    @Test
    void saysNullForANullOfEveryType() {
        Table table =
                tables.of(
                        """
                        SELECT NULL::TINYINT, NULL::SMALLINT, NULL::INTEGER, NULL::BIGINT,
                               NULL::UTINYINT, NULL::USMALLINT, NULL::UINTEGER, NULL::UBIGINT,
                               NULL::FLOAT, NULL::DOUBLE, NULL::BOOLEAN, NULL::VARCHAR, NULL::DATE,
                               NULL::TIMESTAMP, NULL::TIME, NULL::DECIMAL(18,3)
                        """);
        assertThat(Page.read(table, 0, 1, List.of()).rows())
                .isEqualTo(List.of(Collections.nCopies(16, null)));
    }

    private static ChunkName name(Table table, Column column, int slice) {
        return table.manifest().chunksOf(column).get(slice).name();
    }
}
