package io.remanso.tables.files;

import java.util.Locale;

/** What a file holds, by its first bytes and, where these leave it open, by its name. */
public enum FileFormat {
    /** Delimited text in any encoding: CSV, TSV and their kin. The one format that is imported. */
    CSV("delimited text"),
    JSON("JSON"),
    PARQUET("Parquet"),
    ARROW("Arrow"),
    XLSX("an Excel workbook"),
    XLS("an old Excel workbook"),
    ODS("an OpenDocument spreadsheet"),
    /** A format that is packed as a whole: ZIP, GZIP and their kin. */
    COMPRESSED("a compressed file"),
    /** Bytes that are no text and no format named here. */
    BINARY("binary data");

    private final String description;

    FileFormat(String description) {
        this.description = description;
    }

    /** The name in JSON: csv, json, … */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The noun for messages: {@code an Excel workbook}. */
    String description() {
        return description;
    }
}
