package io.remanso.tables;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.IntFunction;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a vector as values that JSON can say without loss:
 *
 * <ul>
 *   <li>an integer: {@link Long}, or {@link BigInteger} for a uint64 over the range of long
 *   <li>a decimal: {@link java.math.BigDecimal} of the column's scale
 *   <li>a float32: {@link Float}, a float64: {@link Double}; what JSON has no number for is the
 *       text {@code NaN}, {@code Infinity} or {@code -Infinity}
 *   <li>a bool: {@link Boolean}; a string: {@link String}
 *   <li>a date, timestamp or time: ISO-8601 text with as many digits of a second as it has, like
 *       {@code 2026-01-18}, {@code 2026-01-18T10:30:00.25}, {@code 10:30:00}; the end of a day is
 *       {@code 24:00:00}
 *   <li>a null: null
 * </ul>
 *
 * It reads the vector in place and lives no longer than it. Not thread-safe.
 */
public final class Cells {

    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long DAY = 24 * 3600 * MICROS;

    private final FieldVector vector;
    private final IntFunction<Object> values;

    private Cells(FieldVector vector, IntFunction<Object> values) {
        this.vector = vector;
        this.values = values;
    }

    /**
     * The cells of a vector of this type.
     *
     * @throws ClassCastException when the vector is of another type
     */
    public static Cells of(FieldVector vector, DType dtype) {
        return new Cells(vector, values(vector, dtype));
    }

    /** The value of the cell in this row, null when the cell is. */
    public @Nullable Object get(int row) {
        return vector.isNull(row) ? null : values.apply(row);
    }

    private static IntFunction<Object> values(FieldVector vector, DType dtype) {
        return switch (dtype.kind()) {
            case INT8 -> {
                TinyIntVector cells = (TinyIntVector) vector;
                yield row -> (long) cells.get(row);
            }
            case INT16 -> {
                SmallIntVector cells = (SmallIntVector) vector;
                yield row -> (long) cells.get(row);
            }
            case INT32 -> {
                IntVector cells = (IntVector) vector;
                yield row -> (long) cells.get(row);
            }
            case INT64 -> ((BigIntVector) vector)::get;
            case UINT8 -> {
                UInt1Vector cells = (UInt1Vector) vector;
                yield row -> Byte.toUnsignedLong(cells.get(row));
            }
            case UINT16 -> {
                UInt2Vector cells = (UInt2Vector) vector;
                yield row -> (long) cells.get(row);
            }
            case UINT32 -> {
                UInt4Vector cells = (UInt4Vector) vector;
                yield row -> Integer.toUnsignedLong(cells.get(row));
            }
            case UINT64 -> {
                UInt8Vector cells = (UInt8Vector) vector;
                yield row -> unsigned(cells.get(row));
            }
            case FLOAT32 -> {
                Float4Vector cells = (Float4Vector) vector;
                yield row -> number(cells.get(row));
            }
            case FLOAT64 -> {
                Float8Vector cells = (Float8Vector) vector;
                yield row -> number(cells.get(row));
            }
            case BOOL -> {
                BitVector cells = (BitVector) vector;
                yield row -> cells.get(row) != 0;
            }
            case STRING -> {
                VarCharVector cells = (VarCharVector) vector;
                yield row -> new String(cells.get(row), StandardCharsets.UTF_8);
            }
            case DATE -> {
                DateDayVector cells = (DateDayVector) vector;
                yield row -> date(cells.get(row));
            }
            case TIMESTAMP -> {
                TimeStampMicroVector cells = (TimeStampMicroVector) vector;
                yield row -> timestamp(cells.get(row));
            }
            case TIME -> {
                TimeMicroVector cells = (TimeMicroVector) vector;
                yield row -> time(cells.get(row));
            }
            case DECIMAL -> ((DecimalVector) vector)::getObjectNotNull;
        };
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    /** A float32 as JSON can say it. */
    public static Object number(float value) {
        return Float.isFinite(value) ? (Object) value : Float.toString(value);
    }

    /** A float64 as JSON can say it. */
    public static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /** The text of a date that lies this many days after 1970-01-01. */
    public static String date(long days) {
        return LocalDate.ofEpochDay(days).toString();
    }

    /** The text of a timestamp that lies this many microseconds after 1970-01-01T00:00:00. */
    public static String timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS),
                        (int) Math.floorMod(micros, MICROS) * NANOS_PER_MICRO,
                        ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** The text of a time that lies this many microseconds after midnight, at most a day. */
    public static String time(long micros) {
        return micros == DAY
                ? "24:00:00"
                : LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO)
                        .format(DateTimeFormatter.ISO_LOCAL_TIME);
    }
}
