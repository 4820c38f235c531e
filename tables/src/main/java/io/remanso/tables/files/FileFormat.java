package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What a file holds, by its first bytes and, where these leave it open, by its name. */
public enum FileFormat {
    /** Delimited text in any encoding: CSV, TSV and their kin. */
    CSV("delimited text"),
    JSON("JSON"),
    PARQUET("a Parquet file"),
    ARROW("an Arrow file"),
    XLSX("an Excel workbook"),
    XLS("an old Excel workbook"),
    ODS("an OpenDocument spreadsheet"),
    PDF("a PDF document"),
    /** HTML and XML: often an error page that was saved under the name of a table. */
    MARKUP("an HTML or XML document"),
    /** A format that is packed as a whole: ZIP, GZIP and their kin. */
    COMPRESSED("a compressed file"),
    /** Bytes that are no text and no format named here. */
    BINARY("binary data");

    private static final int HEAD = 1 << 20;

    private final String description;

    FileFormat(String description) {
        this.description = description;
    }

    /** The name in JSON: csv, json, … */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, for messages: {@code a Parquet file}. */
    String description() {
        return description;
    }

    /**
     * @throws UnreadableFileException as files of this format are not imported
     */
    UnreadableFileException refusal() {
        return new UnreadableFileException(
                "CSV, Excel (.xlsx), JSON, Parquet and Arrow files can be imported, this one is %s; save it as one of these and try again"
                        .formatted(description));
    }

    /** The format of a file. */
    static FileFormat of(Path file, String filename) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD), filename);
        }
    }

    /**
     * The format of a file.
     *
     * @param head its first bytes, a few thousand of them unless it is shorter
     * @param filename what the user calls it
     */
    static FileFormat of(byte[] head, String filename) {
        String name = filename.toLowerCase(Locale.ROOT);
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            return zipped(head, name);
        }
        if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            return XLS;
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            return PARQUET;
        }
        if (startsWith(head, 'A', 'R', 'R', 'O', 'W', '1')
                || startsWith(head, 255, 255, 255, 255)) {
            return ARROW;
        }
        if (startsWith(head, '%', 'P', 'D', 'F', '-')) {
            return PDF;
        }
        if (isPacked(head)) {
            return COMPRESSED;
        }
        return text(head, name);
    }

    private static FileFormat zipped(byte[] head, String name) {
        String content = new String(head, StandardCharsets.ISO_8859_1);
        if (name.endsWith(".ods") || content.contains("vnd.oasis.opendocument.spreadsheet")) {
            return ODS;
        }
        if (name.endsWith(".xlsx") || name.endsWith(".xlsm") || content.contains("xl/")) {
            return XLSX;
        }
        return COMPRESSED;
    }

    private static boolean isPacked(byte[] head) {
        return startsWith(head, 0x1F, 0x8B)
                || startsWith(head, 'B', 'Z', 'h')
                || startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)
                || startsWith(head, 0xFD, '7', 'z', 'X', 'Z')
                || startsWith(head, '7', 'z', 0xBC, 0xAF)
                || startsWith(head, 'R', 'a', 'r', '!');
    }

    private static FileFormat text(byte[] head, String name) {
        if (Encodings.isBinary(head)) {
            return BINARY;
        }
        String start = Encodings.ascii(head).stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype")
                || start.startsWith("<html")
                || start.startsWith("<?xml")) {
            return MARKUP;
        }
        boolean named =
                name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl");
        if (start.startsWith("{\"")
                || start.startsWith("[{")
                || start.matches("(?s)\\[\\s*\\{.*")) {
            return JSON;
        }
        return named && (start.startsWith("{") || start.startsWith("[")) ? JSON : CSV;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        byte[] start = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            start[i] = (byte) magic[i];
        }
        return head.length >= start.length
                && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }
}
