package io.remanso.tables.files;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.TableEngine;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** An Excel workbook, one sheet of which is a table. */
final class Workbooks {

    private final TableEngine engine;
    private final Path file;
    private final ImportOptions options;
    private final ImportMonitor monitor;

    Workbooks(TableEngine engine, Path file, ImportOptions options, ImportMonitor monitor) {
        this.engine = engine;
        this.file = file;
        this.options = options;
        this.monitor = monitor;
    }

    private interface Work<T> {
        T run(ReadableWorkbook workbook) throws IOException;
    }

    /**
     * @throws SheetRequiredException when there are several and no option says which
     */
    Imported read(ChunkSink sink) throws IOException {
        return with(workbook -> cells(workbook, sheet(workbook)).read(sink));
    }

    /** All visible sheets, or the one that is asked for. */
    List<Preview.Sheet> preview() throws IOException {
        return with(workbook -> {
            List<Sheet> sheets =
                    options.sheet() == null ? visible(workbook) : List.of(sheet(workbook));
            List<Preview.Sheet> previews = new ArrayList<>();
            for (Sheet sheet : sheets) {
                previews.add(cells(workbook, sheet).preview(sheet.getName()));
            }
            return previews;
        });
    }

    private CellFile cells(ReadableWorkbook workbook, Sheet sheet) {
        return new CellFile(
                engine, new SheetRecords(sheet, workbook.isDate1904(), options), options, monitor);
    }

    private Sheet sheet(ReadableWorkbook workbook) {
        List<String> names = workbook.getSheets().map(Sheet::getName).toList();
        if (options.sheet() != null) {
            return workbook.findSheet(options.sheet())
                    .orElseThrow(() ->
                            new InvalidParameterException(
                                    "Option 'sheet' names a sheet of the workbook, which has no '%s'; it has %s"
                                            .formatted(options.sheet(), Names.some(names))));
        }
        List<Sheet> visible = visible(workbook);
        if (visible.size() != 1) {
            throw new SheetRequiredException(visible.stream().map(Sheet::getName).toList());
        }
        return visible.getFirst();
    }

    private static List<Sheet> visible(ReadableWorkbook workbook) {
        return workbook.getSheets()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
    }

    private <T> T with(Work<T> work) throws IOException {
        WorkbookCheck.check(file, monitor);
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true))) {
            return work.run(workbook);
        } catch (ExcelReaderException | java.io.UncheckedIOException e) {
            throw new UnreadableFileException(
                    "A workbook must be whole, this one cannot be read; save it anew as .xlsx", e);
        }
    }
}
