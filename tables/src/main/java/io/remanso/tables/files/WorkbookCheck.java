package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a workbook once without keeping anything, so that no part can fill the memory of whoever
 * reads it: parts that unpack to far more than they are, tables of texts that are too large, texts
 * that no cell can hold.
 */
final class WorkbookCheck {

    private static final long MAX_ENTRIES = 10_000;
    private static final long MAX_PART = 4L << 30;
    private static final long MAX_KEPT_PART = 128L << 20;
    private static final long MAX_RATIO = 200;
    private static final long SMALL = 10L << 20;

    /** Between two signs of markup; a cell holds 32 767 characters. */
    private static final int MAX_TEXT = 1 << 20;

    private WorkbookCheck() {}

    /**
     * @throws UnreadableFileException when it is no workbook, or one of these
     */
    static void check(Path file, ImportMonitor monitor) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null || zip.size() > MAX_ENTRIES) {
                throw new UnreadableFileException(
                        "An Excel workbook (.xlsx) can be imported, this file is none; save it anew, or as CSV");
            }
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    try (InputStream part = zip.getInputStream(entry)) {
                        check(part, name, entry.getCompressedSize(), monitor);
                    }
                }
            }
        } catch (ZipException e) {
            throw new UnreadableFileException(
                    "A workbook must be whole, this one is cut off or damaged; save it anew", e);
        }
    }

    private static void check(InputStream part, String name, long packed, ImportMonitor monitor)
            throws IOException {
        boolean sheet = name.startsWith("xl/worksheets/");
        long most = sheet ? MAX_PART : MAX_KEPT_PART;
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        int text = 0;
        for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
            monitor.check();
            if (bytes == 0
                    && new String(buffer, 0, read, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains("<!DOCTYPE")) {
                throw refused(name, "declares a document type");
            }
            bytes += read;
            if (bytes > most || (bytes > SMALL && bytes / MAX_RATIO > packed)) {
                throw refused(name, "unpacks to more than can be read");
            }
            for (int i = 0; i < read; i++) {
                text = buffer[i] == '<' ? 0 : text + 1;
                if (text > MAX_TEXT) {
                    throw refused(name, "has a text of more than %,d bytes".formatted(MAX_TEXT));
                }
            }
        }
    }

    private static UnreadableFileException refused(String part, String what) {
        return new UnreadableFileException(
                "A workbook is read within limits, its part %s %s; save the sheet as CSV"
                        .formatted(part, what));
    }
}
