package io.remanso.tables.files;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;

/** Writes tables as files, slice by slice. */
public final class TableExport {

    private TableExport() {}

    /**
     * Writes the whole table. The stream is flushed and stays open. The same table gives the same
     * bytes each time, except as a workbook, which holds the time it was made.
     *
     * @throws IOException when the stream cannot be written
     * @throws InvalidParameterException when the format cannot hold the table; nothing was written
     *     then
     */
    public static void write(Table table, ExportFormat format, OutputStream out)
            throws IOException {
        switch (format) {
            case CSV -> new CsvWriter(out).write(table);
            case JSON -> new JsonWriter(out).writeArray(table);
            case NDJSON -> new JsonWriter(out).writeLines(table);
            case PARQUET -> new ParquetWriter(out).write(table);
            case ARROW -> new ArrowWriter(out).write(table);
            case XLSX -> new XlsxWriter(out).write(table);
        }
        out.flush();
    }
}
