package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sheet as records. Rows without any cell count between others and not at the ends.
 * Formulas are the values that the workbook holds for them; errors are null. Not thread-safe.
 */
final class SheetRecords implements CellRecords {

    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final int LEAP_BUG = 60;

    private final Sheet sheet;
    private final LocalDate epoch;
    private final boolean date1904;
    private final int skipRows;
    private final @Nullable Boolean header;
    private List<@Nullable String> names = List.of();
    private int width;

    SheetRecords(Sheet sheet, boolean date1904, ImportOptions options) {
        this.sheet = sheet;
        this.date1904 = date1904;
        this.epoch = date1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
        this.skipRows = options.skipRows() == null ? 0 : options.skipRows();
        this.header = options.header();
    }

    @Override
    public @Nullable String name(int column) {
        return column < names.size() ? names.get(column) : null;
    }

    @Override
    public int columns() {
        return width;
    }

    @Override
    public void read(Sink sink) throws IOException {
        names = List.of();
        width = 0;
        long next = -1;
        try (Stream<Row> rows = sheet.openStream()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                List<@Nullable Object> values = values(row);
                if (row.getRowNum() <= skipRows || values.isEmpty()) {
                    continue;
                }
                width = Math.max(width, values.size());
                if (next < 0 && isHeader(values)) {
                    names =
                            values.stream()
                                    .map(value -> value == null ? null : PlainText.text(value))
                                    .toList();
                    next = row.getRowNum() + 1L;
                    continue;
                }
                for (next = next < 0 ? row.getRowNum() : next; next < row.getRowNum(); next++) {
                    sink.end();
                }
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    if (value != null) {
                        sink.cell(i, value);
                    }
                }
                sink.end();
                next++;
            }
        } catch (ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableFileException(
                    "A workbook must be whole, sheet '%s' of this one cannot be read; save it anew"
                            .formatted(sheet.getName()),
                    e);
        }
    }

    /** Unless the user says: texts alone, no two of them the same. */
    private boolean isHeader(List<@Nullable Object> values) {
        if (header != null) {
            return header;
        }
        return values.stream().allMatch(value -> value == null || value instanceof String)
                && values.stream().distinct().count() == values.size();
    }

    /** The values up to the last that is there. */
    private List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Cell cell : row) {
            Object value = cell == null ? null : value(cell);
            if (value != null) {
                while (values.size() < cell.getColumnIndex()) {
                    values.add(null);
                }
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object value(Cell cell) {
        Object value = cell.getType() == CellType.ERROR ? null : cell.getValue();
        return switch (value) {
            case null -> null;
            case BigDecimal number -> {
                Moments moments = Moments.of(cell.getDataFormatId(), cell.getDataFormatString());
                yield moments == Moments.NONE || number.signum() < 0
                        ? number(number)
                        : moment(number, moments);
            }
            case Boolean bool -> bool;
            case String text -> text.isEmpty() ? null : text;
            default -> value.toString();
        };
    }

    /** A number as the nearest of float64, which is what spreadsheets compute with. */
    private static Object number(BigDecimal number) {
        return new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros();
    }

    private Object moment(BigDecimal serial, Moments moments) {
        BigDecimal days = serial.setScale(0, RoundingMode.FLOOR);
        long micros = micros(serial.subtract(days));
        long day = days.longValueExact();
        if (micros == MICROS_OF_DAY) {
            day++;
            micros = 0;
        }
        LocalTime time = LocalTime.ofNanoOfDay(micros * 1_000);
        if (moments == Moments.TIME && day == 0) {
            return time;
        }
        LocalDate date = epoch.plusDays(!date1904 && day < LEAP_BUG ? day + 1 : day);
        return moments == Moments.DATE && micros == 0 ? date : LocalDateTime.of(date, time);
    }

    /** A part of a day, which float64 has not exactly: what is near a millisecond is one. */
    private static long micros(BigDecimal part) {
        long micros =
                part.multiply(BigDecimal.valueOf(MICROS_OF_DAY))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
        long millis = (micros + 500) / 1_000 * 1_000;
        return Math.abs(micros - millis) <= 2 ? millis : micros;
    }
}
