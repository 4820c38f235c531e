package io.remanso.tables.files;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as a workbook of one sheet. Numbers that a spreadsheet cannot hold exactly, with
 * more than {@value #DIGITS} digits, are written as text; an empty string is an empty cell.
 */
final class XlsxWriter {

    private static final int DIGITS = 15;
    private static final int CELL_CHARACTERS = 32_767;
    private static final int ROWS_PER_FLUSH = 1_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
    private static final double SECONDS_OF_DAY = 86_400;

    private final OutputStream out;

    XlsxWriter(OutputStream out) {
        this.out = out;
    }

    void write(Table table) throws IOException {
        check(table);
        Workbook workbook = new Workbook(out, "Remanso", null);
        Worksheet sheet = workbook.newWorksheet("Table");
        List<Column> columns = table.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, columns.get(i).name());
        }
        sheet.freezePane(0, 1);
        int row = 1;
        SliceReader slices = table.read(columns);
        while (slices.hasNext()) {
            try (VectorSchemaRoot root = slices.next()) {
                row = rows(sheet, root, columns, row);
            }
        }
        workbook.finish();
    }

    private static int rows(
            Worksheet sheet, VectorSchemaRoot root, List<Column> columns, int firstRow)
            throws IOException {
        Cells[] cells = new Cells[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Cells.of(root.getVector(i), columns.get(i).dtype());
        }
        for (int row = 0; row < root.getRowCount(); row++) {
            int at = firstRow + row;
            for (int i = 0; i < cells.length; i++) {
                cell(sheet, at, i, columns.get(i).dtype(), cells[i].get(row));
            }
            if (at % ROWS_PER_FLUSH == 0) {
                sheet.flush();
            }
        }
        return firstRow + root.getRowCount();
    }

    private static void cell(
            Worksheet sheet, int row, int column, DType dtype, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Boolean bool -> sheet.value(row, column, bool);
            case Number number -> number(sheet, row, column, number);
            default -> text(sheet, row, column, dtype, value.toString());
        }
    }

    private static void number(Worksheet sheet, int row, int column, Number number) {
        boolean exact =
                number instanceof Double
                        || number instanceof Float
                        || new BigDecimal(number.toString()).stripTrailingZeros().precision()
                                <= DIGITS;
        if (exact) {
            sheet.value(row, column, number);
        } else {
            sheet.value(row, column, number.toString());
        }
    }

    private static void text(Worksheet sheet, int row, int column, DType dtype, String text) {
        if (dtype.kind() == DType.Kind.TIME && !text.startsWith("24")) {
            double seconds = LocalTime.parse(text).toNanoOfDay() / 1e9;
            sheet.value(row, column, seconds / SECONDS_OF_DAY);
            sheet.style(row, column).format("hh:mm:ss").set();
        } else if (dtype.equals(DType.DATE) && isDay(LocalDate.parse(text))) {
            sheet.value(row, column, LocalDate.parse(text));
            sheet.style(row, column).format("yyyy-mm-dd").set();
        } else if (dtype.equals(DType.TIMESTAMP)
                && isDay(LocalDateTime.parse(text).toLocalDate())) {
            sheet.value(row, column, LocalDateTime.parse(text));
            sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else {
            sheet.value(row, column, text);
        }
    }

    /** Whether spreadsheets know the day; others are written as text. */
    private static boolean isDay(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && day.getYear() < 10_000;
    }

    private static void check(Table table) {
        List<Column> columns = table.schema().columns();
        if (table.rows() >= Worksheet.MAX_ROWS || columns.size() > Worksheet.MAX_COLS) {
            throw new InvalidParameterException(
                    "A sheet has at most %,d rows below its header and %,d columns, the table has %,d and %,d; export it as csv or parquet"
                            .formatted(
                                    Worksheet.MAX_ROWS - 1,
                                    Worksheet.MAX_COLS,
                                    table.rows(),
                                    columns.size()));
        }
        List<Column> texts =
                columns.stream().filter(column -> column.dtype().equals(DType.STRING)).toList();
        SliceReader slices = table.read(texts);
        while (slices.hasNext()) {
            try (VectorSchemaRoot root = slices.next()) {
                for (int i = 0; i < texts.size(); i++) {
                    check(root.getVector(i), texts.get(i));
                }
            }
        }
    }

    private static void check(FieldVector vector, Column column) {
        VarCharVector texts = (VarCharVector) vector;
        for (int row = 0; row < texts.getValueCount(); row++) {
            if (!texts.isNull(row)
                    && texts.getValueLength(row) > CELL_CHARACTERS
                    && new String(texts.get(row), StandardCharsets.UTF_8).length()
                            > CELL_CHARACTERS) {
                throw new InvalidParameterException(
                        "A cell of a sheet has at most %,d characters, one of column '%s' has more; export the table as csv or parquet"
                                .formatted(CELL_CHARACTERS, column.name()));
            }
        }
    }
}
