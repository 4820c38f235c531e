package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are not as RFC 4180 has them: what can be read is read, the rest is reported. */
class DamagedTextTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @Test
    void aQuoteThatIsNotClosedCostsNoOtherRecord() {
        StringBuilder text = new StringBuilder("id,name,note\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(i == 30_000 ? ",\"open,x\n" : ",n" + i + ",x\n");
        }

        Read read = imports.text(text.toString());

        assertThat(read.report().recordsRead()).isEqualTo(50_000);
        assertThat(read.report().rejected())
                .containsExactly(
                        new Rejected(
                                30_002,
                                "It has a quote that is neither doubled nor at an end of its field",
                                "30000,\"open,x"));
        assertThat(read.column("id")).hasSize(49_999).doesNotContain(30_000L);
    }

    @Test
    void aQuoteLeftOpenAtTheEndIsNotLost() {
        Read read = imports.text("a,b\n1,x\n2,\"y\n");

        assertThat(read.rows()).containsExactly(List.of(1L, "x"), List.of(2L, "y"));
        assertThat(read.warnings())
                .isEqualTo(
                        "1 record has stray quotes, which were read as part of the field: line 3");
    }

    @Test
    void strayQuotesBelongToTheirField() {
        Read read =
                imports.text(
                        """
                        id,size,text
                        1,"10" pipe",plain
                        2,"5"","x, y"
                        3,6" pipe,"z"
                        """);

        assertThat(read.rows())
                .containsExactly(
                        List.of(1L, "10\" pipe", "plain"),
                        List.of(2L, "5\"", "x, y"),
                        List.of(3L, "6\" pipe", "z"));
        assertThat(read.warnings()).contains("stray quotes").contains("lines 2, 3");
    }

    @Test
    void shortRecordsAreFilledWhereTheirFieldsFit() {
        Read read =
                imports.text("id,day,n\n1,2026-01-18,5\n2,2026-01-19\n3\n4,5\n5,2026-01-20,7\n");

        assertThat(read.rows())
                .containsExactly(
                        List.of(1L, "2026-01-18", 5L),
                        Arrays.asList(2L, "2026-01-19", null),
                        Arrays.asList(3L, null, null),
                        List.of(5L, "2026-01-20", 7L));
        assertThat(read.report().rejected())
                .containsExactly(
                        new Rejected(5, "It has 2 fields and the table has 3 columns", "4,5"));
        assertThat(read.warnings())
                .isEqualTo(
                        "2 records have fewer fields than the table has columns; the cells are null: lines 3, 4");
    }

    @Test
    void longRecordsAreRejectedUnlessTheRestIsEmpty() {
        Read read = imports.text("a,b\n1,2\n3,4,5\n6,7,,\n8,9, \n10,11\n");

        assertThat(read.rows())
                .containsExactly(
                        List.of(1L, 2L), List.of(6L, 7L), List.of(8L, 9L), List.of(10L, 11L));
        assertThat(read.report().rejected())
                .containsExactly(
                        new Rejected(3, "It has 3 fields and the table has 2 columns", "3,4,5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndWillDo(String end) {
        Read read = imports.text("a,b\n1,x\n\n2,\"y\nz\"\n".replace("\n", end));

        assertThat(read.rows()).containsExactly(List.of(1L, "x"), List.of(2L, "y" + end + "z"));
        assertThat(read.report().rejectedCount()).isZero();
    }

    @Test
    void lineEndsMayBeMixed() {
        Read read = imports.text("a,b\r\n1,x\n2,\"y\"\r\n3,z\rz\n\r\n   \n4,w\r\r\n");

        assertThat(read.rows())
                .containsExactly(
                        List.of(1L, "x"), List.of(2L, "y"), List.of(3L, "z\rz"), List.of(4L, "w"));
    }

    @Test
    void backslashesMayEscapeQuotes() {
        Read read = imports.text("a,b\n1,\"say \\\"hi\\\", twice\"\n2,\"x\"\n");

        assertThat(read.rows()).containsExactly(List.of(1L, "say \"hi\", twice"), List.of(2L, "x"));
    }

    @Test
    void theReportKeepsTheFirstRejectsAndCountsAll() {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 1_000; i++) {
            text.append(i).append(i % 2 == 0 ? ",x\n" : ",x,y\n");
        }

        ImportReport report = imports.text(text.toString()).report();

        assertThat(report.rejectedCount()).isEqualTo(500);
        assertThat(report.rejected()).hasSize(ImportReport.MAX_REJECTED);
        assertThat(report.toJson().get("rejected_count").asInt()).isEqualTo(500);
    }

    /**
     * Random tables of which a few records are damaged: a quote, a delimiter or a line end put in,
     * or the end cut off. Every record that was left alone and is not behind an open quote must
     * come out as it was written, and every record must be counted.
     */
    @Test
    void randomDamageCostsOnlyTheRecordsItHit() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            damaged(random, "seed %d, round %d".formatted(seed, round));
        }
    }

    private void damaged(Random random, String label) {
        int columns = 2 + random.nextInt(4);
        List<String> records = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int count = 20 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            List<String> row = new ArrayList<>(List.of("id" + i));
            for (int c = 1; c < columns; c++) {
                row.add(word(random));
            }
            rows.add(row);
            records.add(String.join(",", row.stream().map(DamagedTextTest::quoted).toList()));
        }
        Set<Integer> hit = new HashSet<>();
        long lines = 0;
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(count);
            if (hit.add(at)) {
                lines += lines(records.get(at)) + lines(records.get((at + 1) % count));
                records.set(at, damage(records.get(at), random));
            }
        }
        String header = "id" + ",name".repeat(columns - 1) + "\n";

        Read read =
                imports.text(
                        header + String.join("\n", records) + "\n",
                        Imports.options("types", "{\"*\":\"string\"}", "header", "true"));

        Set<List<?>> found = new HashSet<>(read.rows());
        for (int i = 0; i < count; i++) {
            if (!hit.contains(i) && !hit.contains(i - 1)) {
                assertThat(found).as(label).contains(rows.get(i));
            }
        }
        assertThat(read.table().rows()).as(label).isEqualTo(read.report().rowsImported());
        assertThat(read.report().recordsRead())
                .as(label)
                .isEqualTo(read.report().rowsImported() + read.report().rejectedCount())
                .isBetween((long) count - 2L * hit.size(), count + lines);
    }

    private static String damage(String record, Random random) {
        int at = random.nextInt(record.length());
        return switch (random.nextInt(4)) {
            case 0 -> record.substring(0, at) + '"' + record.substring(at);
            case 1 -> record.substring(0, at) + ',' + record.substring(at);
            case 2 -> record.substring(0, at) + '\n' + record.substring(at);
            default -> record.substring(0, at + 1);
        };
    }

    /** A record that is taken apart at its line ends makes at most as many records. */
    private static long lines(String record) {
        return record.lines().count();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder("w");
        for (int i = 0; i < random.nextInt(12); i++) {
            word.append("ab,c\" d\ne".charAt(random.nextInt(9)));
        }
        return word.append('z').toString();
    }

    private static String quoted(String text) {
        return text.matches("[a-z0-9 ]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
