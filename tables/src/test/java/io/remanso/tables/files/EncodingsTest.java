package io.remanso.tables.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.files.Imports.Read;
import io.remanso.tables.testing.Tables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {

    private static final String TEXT = "name,city\nJosé Muñoz,A Coruña\nZoë,Logroño\n";

    @RegisterExtension final Tables tables = new Tables();
    private final Imports imports = new Imports(tables);

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8, false",
        "UTF-8, UTF-8, true",
        "UTF-16LE, UTF-16LE, false",
        "UTF-16LE, UTF-16LE, true",
        "UTF-16BE, UTF-16BE, false",
        "UTF-16BE, UTF-16BE, true",
        "UTF-32LE, UTF-32LE, true",
        "ISO-8859-1, windows-1252, false",
        "windows-1252, windows-1252, false",
    })
    void isFound(String charset, String reported, boolean mark) {
        Read read = imports.text((mark ? "\uFEFF" : "") + TEXT, Charset.forName(charset));

        assertThat(read.table().schema().names()).containsExactly("name", "city");
        assertThat(read.rows())
                .containsExactly(List.of("José Muñoz", "A Coruña"), List.of("Zoë", "Logroño"));
        assertThat(read.report().importOptions().encoding()).isEqualTo(reported);
    }

    @Test
    void isTakenFromTheUser() {
        Read read =
                imports.bytes(
                        "a,b\nпривет,1\n".getBytes(Charset.forName("KOI8-R")),
                        Imports.options("encoding", "KOI8-R"));

        assertThat(read.column("a")).containsExactly("привет");
    }

    @Test
    void aStrayControlCharacterIsPartOfItsText() {
        Read read = imports.text("a\u001B,b\n1,2\n");

        assertThat(read.table().schema().names()).containsExactly("a\u001B", "b");
        assertThat(read.rows()).containsExactly(List.of(1L, 2L));
    }

    @Test
    void isFoundAgainWhenTheHeadWasPlainAscii() {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int i = 0; i < 120_000; i++) {
            text.append(i).append(",plain\n");
        }
        text.append("120000,Muñoz\n");

        Read read = imports.text(text.toString(), StandardCharsets.ISO_8859_1);

        assertThat(read.column("name").getLast()).isEqualTo("Muñoz");
        assertThat(read.report().importOptions().encoding()).isEqualTo("windows-1252");
    }

    @Test
    void damagedUtf8KeepsTheRestAndTheReportSaysSo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("id,name\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 120_000; i++) {
            bytes.writeBytes((i + ",ñandú\n").getBytes(StandardCharsets.UTF_8));
        }
        bytes.writeBytes(new byte[] {'9', ',', 'x', (byte) 0xF1, 'y', '\n'});

        Read read = imports.bytes(bytes.toByteArray(), ImportOptions.DETECT);

        assertThat(read.column("name").getFirst()).isEqualTo("ñandú");
        assertThat(read.column("name").getLast()).isEqualTo("x\uFFFDy");
        assertThat(read.warnings()).isEqualTo("1 place is no UTF-8 and was read as U+FFFD");
    }
}
