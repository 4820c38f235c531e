package io.remanso.tables.profiles;

import io.remanso.tables.Cells;
import io.remanso.tables.DType;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/**
 * Values as keys of 64 bits: equal when the values are equal, else in the order of the values.
 * Integers, dates, timestamps and times are their own keys. A float's bits are turned so that they
 * rise with it; NaN is behind all others, and 0.0 and -0.0 are one value.
 *
 * @param value the value of a key, as {@link Cells} makes it
 * @param place the place of a key on the line of {@link Numbers}
 */
record Keys(LongFunction<Object> value, LongToDoubleFunction place) {

    /** Whether a type has keys. */
    static boolean have(DType dtype) {
        return Numbers.has(dtype)
                && dtype.kind() != DType.Kind.DECIMAL
                && dtype.kind() != DType.Kind.UINT64;
    }

    /** What the keys of a type mean. */
    static Keys of(DType dtype) {
        return switch (dtype.kind()) {
            case FLOAT32 -> new Keys(key -> Cells.number((float) number(key)), Keys::number);
            case FLOAT64 -> new Keys(key -> Cells.number(number(key)), Keys::number);
            case DATE -> new Keys(Cells::date, key -> key);
            case TIMESTAMP -> new Keys(Cells::timestamp, key -> key);
            case TIME -> new Keys(Cells::time, key -> key);
            default -> new Keys(key -> key, key -> key);
        };
    }

    /** The keys of the cells of a vector, which may not be null. */
    static IntToLongFunction of(FieldVector vector) {
        return switch (vector) {
            case Float8Vector v -> row -> key(v.get(row));
            case Float4Vector v -> row -> key(v.get(row));
            case BigIntVector v -> v::get;
            case IntVector v -> v::get;
            case DateDayVector v -> v::get;
            case TimeStampMicroVector v -> v::get;
            case TimeMicroVector v -> v::get;
            case BaseIntVector v -> v::getValueAsLong;
            default ->
                    throw new IllegalArgumentException(
                            "Numbers, dates, timestamps and times have keys, got " + vector);
        };
    }

    private static long key(double value) {
        return turn(Double.doubleToLongBits(value == 0 ? 0 : value));
    }

    private static double number(long key) {
        return Double.longBitsToDouble(turn(key));
    }

    /** Turns the bits of a negative number over, except its sign; its own inverse. */
    private static long turn(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
}
