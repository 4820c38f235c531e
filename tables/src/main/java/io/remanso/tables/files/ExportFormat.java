package io.remanso.tables.files;

import io.remanso.tables.InvalidParameterException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A file format that a table can be written in. */
public enum ExportFormat {
    /** RFC 4180 in UTF-8: a null is an empty field, an empty string is {@code ""}. */
    CSV("text/csv;charset=utf-8;header=present"),
    /** One array of one object per row, in UTF-8. */
    JSON("application/json"),
    /** One object per row and line, in UTF-8. */
    NDJSON("application/x-ndjson"),
    PARQUET("application/vnd.apache.parquet"),
    /** An Arrow IPC file, which readers may open at any record batch. */
    ARROW("application/vnd.apache.arrow.file"),
    /** A workbook of one sheet, which has at most 1 048 576 rows and 16 384 columns. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The name in requests: csv, json, ndjson, parquet, arrow, xlsx. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the names of such files end, without the point. */
    public String extension() {
        return label();
    }

    /**
     * The format of this name.
     *
     * @throws InvalidParameterException when there is none
     */
    public static ExportFormat parse(String label) {
        for (ExportFormat format : values()) {
            if (format.label().equals(label.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new InvalidParameterException(
                "A format is one of %s; got '%s'"
                        .formatted(
                                Arrays.stream(values())
                                        .map(ExportFormat::label)
                                        .collect(Collectors.joining(", ")),
                                label));
    }
}
