package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.YearMonth;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;

/** Dates and timestamps as ISO 8601 writes them, with all their digits. */
abstract class PlainTimes extends PlainNumbers {

    private static final int DAY = 10;
    private static final int SECOND = 19;
    private static final int MICRO_DIGITS = 6;
    private static final int MONTHS = 12;
    private static final long MICROS = 1_000_000;
    private static final long DAY_SECONDS = 86_400;
    private static final long NONE = Long.MIN_VALUE;

    PlainTimes(DType dtype, int capacity) {
        super(dtype, capacity);
    }

    /** {@link TimeTypes#ISO_DATE}. */
    static PlainTimes dates(int capacity) {
        return new PlainTimes(DType.DATE, capacity) {
            @Override
            long value(byte[] text, int from, int to) {
                return to - from == DAY ? day(text, from) : NONE;
            }

            @Override
            void write(FieldVector vector, int count) {
                ((DateDayVector) vector).allocateNew(count);
                var days =
                        vector.getDataBuffer()
                                .nioBuffer(0, count * Integer.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .asIntBuffer();
                for (int row = 0; row < count; row++) {
                    days.put(row, (int) values[row]);
                }
            }
        };
    }

    /** {@link TimeTypes#ISO_TIMESTAMP} to the second, or with 1 to 6 digits behind it. */
    static PlainTimes timestamps(int capacity) {
        return new PlainTimes(DType.TIMESTAMP, capacity) {
            @Override
            long value(byte[] text, int from, int to) {
                if (to - from < SECOND || (text[from + DAY] != ' ' && text[from + DAY] != 'T')) {
                    return NONE;
                }
                long day = day(text, from);
                long second = second(text, from + DAY + 1);
                long micros = micros(text, from + SECOND, to);
                return day == NONE || second == NONE || micros == NONE
                        ? NONE
                        : (day * DAY_SECONDS + second) * MICROS + micros;
            }
        };
    }

    /** The value of a text, or {@link #NONE} when it is not plain. */
    abstract long value(byte[] text, int from, int to);

    @Override
    boolean put(int row, byte[] text, int from, int to) {
        long value = value(text, from, to);
        values[row] = value;
        return value != NONE;
    }

    private static long day(byte[] text, int at) {
        int year = number(text, at, 4);
        int month = number(text, at + 5, 2);
        int day = number(text, at + 8, 2);
        boolean plain =
                text[at + 4] == '-'
                        && text[at + 7] == '-'
                        && year > 0
                        && month > 0
                        && month <= MONTHS
                        && day > 0
                        && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        return plain ? LocalDate.of(year, month, day).toEpochDay() : NONE;
    }

    private static long second(byte[] text, int at) {
        int hour = number(text, at, 2);
        int minute = number(text, at + 3, 2);
        int second = number(text, at + 6, 2);
        boolean plain =
                text[at + 2] == ':'
                        && text[at + 5] == ':'
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second < 60;
        return plain ? (hour * 60L + minute) * 60 + second : NONE;
    }

    private static long micros(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (text[from] != '.' || digits < 1 || digits > MICRO_DIGITS) {
            return NONE;
        }
        long value = number(text, from + 1, digits);
        for (int i = digits; i < MICRO_DIGITS; i++) {
            value *= 10;
        }
        return value < 0 ? NONE : value;
    }

    /** A number of just so many digits, or negative when there are others. */
    private static int number(byte[] text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(text[i])) {
                return -1;
            }
            value = 10 * value + (text[i] - '0');
        }
        return value;
    }
}
