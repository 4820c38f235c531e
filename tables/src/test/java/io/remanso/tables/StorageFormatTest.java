package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.remanso.tables.testing.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Python reader of docs/storage-format.md reads what is written here. */
class StorageFormatTest {

    private static final Path PAGE = Path.of("..", "docs", "storage-format.md");
    private static final Pattern READER = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final Tables tables = new Tables(it -> it.withSerialization(ChunkFormat.PORTABLE, Codec.GZIP));

    @TempDir Path folder;

    @Test
    void aReaderInAnotherLanguageNeedsOnlyThePage() throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine");
        Table table =
                tables.of(
                        List.of(
                                new Column("c0", "n", DType.INT64),
                                new Column("c1", "text", DType.STRING),
                                new Column("c2", "x", DType.FLOAT64),
                                new Column("c3", "yes", DType.BOOL),
                                new Column("c4", "day", DType.DATE),
                                new Column("c5", "u", DType.UINT8)),
                        List.of(
                                Arrays.asList(
                                        Long.MIN_VALUE, "ñandú 🦜", 0.5, true, "1970-01-03", 255L),
                                Arrays.asList(null, null, null, null, null, null),
                                Arrays.asList(7L, "", -1.25, false, "1969-12-31", 0L)),
                        null,
                        2);
        Files.write(folder.resolve("manifest"), ManifestJson.write(table.manifest()));
        Files.createDirectory(folder.resolve("chunks"));
        for (ChunkName name : table.manifest().chunkNames()) {
            Files.write(folder.resolve("chunks").resolve(name.hex()), tables.chunks().frame(name));
        }
        Matcher reader = READER.matcher(Files.readString(PAGE));
        assertThat(reader.find()).isTrue();
        Path script = folder.resolve("reader.py");
        Files.writeString(
                script,
                reader.group(1)
                        + """

                        import os, sys
                        os.chdir(sys.argv[1])
                        files = {name: open("chunks/" + name, "rb").read() for name in os.listdir("chunks")}
                        print(json.dumps(table(open("manifest").read(), files)))
                        """);

        assertThat(run("python3", script.toString(), folder.toString()).strip())
                .isEqualTo(
                        """
                        {"n": [-9223372036854775808, null, 7], \
                        "text": ["\\u00f1and\\u00fa \\ud83e\\udd9c", null, ""], \
                        "x": [0.5, null, -1.25], \
                        "yes": [true, null, false], \
                        "day": [2, null, -1], \
                        "u": [255, null, 0]}\
                        """);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return run("python3", "--version").startsWith("Python 3");
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
