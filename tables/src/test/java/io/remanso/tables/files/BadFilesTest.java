package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.testing.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that make no table: each is refused in words, and nothing is left behind. */
class BadFilesTest {

    @RegisterExtension
    final Tables tables = new Tables(settings -> settings.withMaxTableBytes(1 << 20));

    private final Imports imports = new Imports(tables);
    @TempDir Path folder;

    @AfterEach
    void nothingIsLeftInTheScratchFolder() {
        assertThat(tables.engine().settings().scratch()).isEmptyDirectory();
    }

    private void refuses(byte[] bytes, String message) {
        assertThatThrownBy(() -> imports.bytes(bytes, ImportOptions.DETECT))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void emptyFiles() {
        refuses(new byte[0], "this file is empty");
        refuses("\n \n".getBytes(StandardCharsets.UTF_8), "this file is empty");
        assertThatThrownBy(() -> imports.text("a\nb\n", Imports.options("skip_rows", "5")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("nothing stands behind the first 5 lines");
    }

    @Test
    void otherFormats() {
        refuses(new byte[] {1, 2, 0, 5, 0, 0, 7, 1}, "this one is binary data");
        refuses(new byte[] {1, 2, 3, 'a'}, "this one is binary data");
        refuses("a,b\n1,\0002".getBytes(StandardCharsets.UTF_8), "this one is binary data");
        refuses(
                "PAR1....".getBytes(StandardCharsets.UTF_8),
                "this one, a Parquet file, is damaged");
        refuses("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "this one is a PDF document");
        refuses("<!DOCTYPE html><p>".getBytes(StandardCharsets.UTF_8), "an HTML or XML document");
        refuses(new byte[] {0x1F, (byte) 0x8B, 8, 0}, "this one is a compressed file");
        refuses(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0},
                "this one is an old Excel workbook");
    }

    @Test
    void zeroBytesBehindTheHead() throws IOException {
        byte[] bytes = new byte[3 << 20];
        Arrays.fill(bytes, (byte) 'x');
        for (int i = 9; i < bytes.length; i += 10) {
            bytes[i] = '\n';
        }
        bytes[bytes.length - 5] = 0;

        refuses(bytes, "A text has no zero bytes, this file has 1");
    }

    @Test
    void tooManyColumns() {
        refuses(
                "a,".repeat(100_000).concat("a\n").getBytes(StandardCharsets.UTF_8),
                "A table may have at most 10,000 columns, line 1 has more fields; is ',' the delimiter?");
    }

    @Test
    void aLineWithoutEnd() throws IOException {
        Path file = folder.resolve("line.csv");
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("a,b\n1,".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 40; i++) {
                out.write(block);
            }
        }

        assertThatThrownBy(() -> imports.file(file, ImportOptions.DETECT, new ImportMonitor()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "A line of a table may have at most 16,777,216 characters, line 2 has more; is the file a table?");
    }

    @Test
    void aTableOverTheLimit() {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(",text ").append(i).append('\n');
        }

        assertThatThrownBy(() -> imports.text(text.toString()))
                .isInstanceOf(TableTooLargeException.class)
                .hasMessageContaining("A table may have at most 1,048,576 bytes");
    }

    @Test
    void bytesThatAreNotOfTheEncodingOfTheUser() {
        assertThatThrownBy(() ->
                        imports.bytes(
                                "a,b\n1,ñ\n".getBytes(StandardCharsets.ISO_8859_1),
                                Imports.options("encoding", "UTF-8")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "A file must be encoded as option 'encoding' says, line 2 holds bytes that are no UTF-8; leave the option out to have the encoding found");
    }

    @Test
    void cancelledImports() {
        ImportMonitor monitor = new ImportMonitor();
        monitor.cancel();

        assertThatThrownBy(() ->
                        imports.file(
                                Files.writeString(folder.resolve("a.csv"), "a\n1\n"),
                                ImportOptions.DETECT,
                                monitor))
                .isInstanceOf(CancellationException.class);
    }
}
