package io.remanso.tables.profiles;

import io.remanso.tables.Cells;
import io.remanso.tables.DType;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.jspecify.annotations.Nullable;

/**
 * Types whose values lie on a line: numbers as they are, dates as days and timestamps and times as
 * microseconds from their zero.
 */
final class Numbers {

    private Numbers() {}

    static boolean has(DType dtype) {
        return dtype.isNumeric()
                || dtype.kind() == DType.Kind.DATE
                || dtype.kind() == DType.Kind.TIMESTAMP
                || dtype.kind() == DType.Kind.TIME;
    }

    /** The places on the line of the cells of a vector, which may not be null. */
    static IntToDoubleFunction of(FieldVector vector, DType dtype) {
        return switch (vector) {
            case BigIntVector v -> v::get;
            case Float8Vector v -> v::get;
            case DateDayVector v -> v::get;
            case TimeStampMicroVector v -> v::get;
            case TimeMicroVector v -> v::get;
            default -> {
                Cells cells = Cells.of(vector, dtype);
                yield row -> place(cells.get(row));
            }
        };
    }

    private static double place(@Nullable Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : Double.parseDouble(String.valueOf(value));
    }

    /** The value at a whole place; for numbers the place itself. */
    static Object value(double place, DType dtype) {
        long whole = (long) place;
        return switch (dtype.kind()) {
            case DATE -> Cells.date(whole);
            case TIMESTAMP -> Cells.timestamp(whole);
            case TIME -> Cells.time(whole);
            default -> place;
        };
    }
}
