package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the query engine is what the engine reads, chunk by chunk. */
class PlainReadTest {

    /** An option that changes nothing but that all columns are read by the engine. */
    private static final ImportOptions BY_ENGINE = Imports.options("null_values", "\u0002");

    /** Of each type, texts of which some are rare. */
    private static final List<Function<Random, String>> TEXTS =
            List.of(
                    random -> Long.toString(random.nextLong() >> random.nextInt(64)),
                    random ->
                            odd(random, "0", "-0", "007", "+7", "-1", "9223372036854775808", "1e3"),
                    random -> "%.2f".formatted(random.nextGaussian() * 1000),
                    random ->
                            odd(
                                    random,
                                    "5.",
                                    ".5",
                                    "-0",
                                    "0.1",
                                    "1e5",
                                    "123456789.123456789",
                                    "-7.5"),
                    random -> Double.toString(random.nextDouble()),
                    random -> Boolean.toString(random.nextBoolean()),
                    random -> odd(random, "true", "False", "TRUE", "tRue"),
                    random -> "%04d-%02d-%02d".formatted(year(random), month(random), day(random)),
                    random ->
                            odd(
                                    random,
                                    "2020-02-29",
                                    "2020-02-28",
                                    "2021-02-29",
                                    "0001-01-01",
                                    "9999-12-31"),
                    random ->
                            "%04d-%02d-%02d 10:%02d:07"
                                    .formatted(
                                            year(random),
                                            month(random),
                                            day(random),
                                            random.nextInt(60)),
                    random ->
                            odd(
                                    random,
                                    "2020-01-01 10:00:00",
                                    "2020-01-01T10:00:00.5",
                                    "2020-01-01 10:00",
                                    "2020-01-01 24:00:00"),
                    random -> "word " + random.nextInt(50),
                    random ->
                            odd(
                                    random,
                                    "\"\"",
                                    "\"a,b\"",
                                    "\"a\"\"b\"",
                                    "\"two\nlines\"",
                                    " spaces ",
                                    "höhe",
                                    "🙂"));

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyChunkIsTheOneThatTheEngineMakes(int seed) {
        Random random = new Random(seed);
        String end = random.nextBoolean() ? "\n" : "\r\n";
        int rows = 1 + random.nextInt(400);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        text.append(record(column -> "name " + column)).append(end);
        for (int row = 0; row < rows; row++) {
            text.append(
                    record(column ->
                            random.nextInt(20) == 0 ? "" : TEXTS.get(column).apply(random)));
            text.append(row + 1 < rows || random.nextBoolean() ? end : "");
        }
        assertBothReadTheSame(text.toString(), rows);
    }

    @Test
    void recordsMayBeLongerThanTheBuffer() {
        StringBuilder text = new StringBuilder("number,text\n");
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 30; row++) {
            String field = "say \"it\",\n".repeat(row == 20 ? 250_000 : 1 + 700 * row);
            expected.add(field);
            text.append(row).append(",\"").append(field.replace("\"", "\"\"")).append("\"\n");
        }
        assertThat(imports.text(text.toString()).column("text").equals(expected)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n\n3,4\n\n",
                "a,b\r\n1,2\r\n\r\n3,4",
                "a,b\n1,\"x\" \n3,4\n",
                "a,b\n1,x\"y\"\n3,4\n",
                "a,b\n1,2,3\n3,4\n",
                "a,b\n1\n3,4\n",
                "a;b\n1;\"2\"\"\"\n3;\"\"\n"
            })
    void oddRecordsAreReadAsTheEngineReadsThem(String text) {
        Read plain = imports.text(text);
        Read engine = imports.text(text, BY_ENGINE);
        assertThat(plain.table().manifest()).isEqualTo(engine.table().manifest());
        assertThat(plain.report().rejected()).isEqualTo(engine.report().rejected());
    }

    @Test
    void onlyTextsThatAreSureToBeFaithfulArePlain() {
        assertThat(plain(NumberTypes.INT64, "0", "-5", "123456789012345678"))
                .containsExactly(true, true, true);
        assertThat(plain(NumberTypes.INT64, "-0", "05", "+5", "-", "1234567890123456789", "5 "))
                .containsOnly(false);
        assertThat(plain(NumberTypes.FLOAT64, "0.5", "-0", "12345.678", "123456789012.345"))
                .containsOnly(true);
        assertThat(
                        plain(
                                NumberTypes.FLOAT64,
                                ".5",
                                "5.",
                                "00.5",
                                "1e3",
                                "NaN",
                                "-",
                                "1.2.3",
                                "1234567890123.456"))
                .containsOnly(false);
        assertThat(plain(TimeTypes.ISO_DATE, "2020-02-29", "0001-12-31")).containsOnly(true);
        assertThat(
                        plain(
                                TimeTypes.ISO_DATE,
                                "2021-02-29",
                                "0000-01-01",
                                "2020-13-01",
                                "2020-1-01",
                                "2020/01/01"))
                .containsOnly(false);
        assertThat(plain(TextTypes.BOOL, "true", "False")).containsOnly(true);
        assertThat(plain(TextTypes.BOOL, "tRUE", "1", "truely")).containsOnly(false);
    }

    @Test
    void aChunkThatCannotBeStagedStopsTheImport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, "a,b\n" + "1,x\n".repeat(200_000));
        assertThatThrownBy(() ->
                        new TableImport(tables.engine())
                                .importFile(
                                        file,
                                        "table.csv",
                                        ImportOptions.DETECT,
                                        (name, frame) -> {
                                            throw new IllegalStateException("no room");
                                        },
                                        new ImportMonitor()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room");
    }

    private void assertBothReadTheSame(String text, int rows) {
        Read plain = imports.text(text);
        Read engine = imports.text(text, BY_ENGINE);
        assertThat(plain.table().rows()).isEqualTo(rows);
        assertThat(plain.table().manifest()).isEqualTo(engine.table().manifest());
        assertThat(plain.report().warnings()).isEqualTo(engine.report().warnings());
    }

    private static List<Boolean> plain(TextType type, String... texts) {
        PlainCells cells = PlainCells.of(type, texts.length);
        return List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(text -> cells != null && cells.add(text, 0, text.length))
                .toList();
    }

    private static String record(Function<Integer, String> field) {
        return IntStream.range(0, TEXTS.size()).boxed().map(field).collect(Collectors.joining(","));
    }

    /** Mostly the first text. */
    private static String odd(Random random, String... texts) {
        return texts[random.nextInt(10) == 0 ? random.nextInt(texts.length) : 0];
    }

    private static int year(Random random) {
        return 1 + random.nextInt(9999);
    }

    private static int month(Random random) {
        return 1 + random.nextInt(12);
    }

    private static int day(Random random) {
        return 1 + random.nextInt(28);
    }
}
