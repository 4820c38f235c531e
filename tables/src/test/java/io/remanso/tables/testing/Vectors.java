package io.remanso.tables.testing;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
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

/** Vectors made of the values that {@link io.remanso.tables.Cells} reads out of them. */
public final class Vectors {

    private Vectors() {}

    /** A vector of these values; the caller closes it. */
    public static FieldVector of(
            BufferAllocator allocator, DType dtype, List<? extends @Nullable Object> values) {
        FieldVector vector = ArrowTypes.field("v", dtype).createVector(allocator);
        vector.setInitialCapacity(values.size());
        vector.allocateNew();
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value == null) {
                vector.setNull(row);
            } else {
                set(vector, row, value);
            }
        }
        vector.setValueCount(values.size());
        return vector;
    }

    private static void set(FieldVector vector, int row, Object value) {
        switch (vector) {
            case TinyIntVector v -> v.set(row, ((Number) value).intValue());
            case SmallIntVector v -> v.set(row, ((Number) value).intValue());
            case IntVector v -> v.set(row, ((Number) value).intValue());
            case BigIntVector v -> v.set(row, ((Number) value).longValue());
            case UInt1Vector v -> v.set(row, ((Number) value).intValue());
            case UInt2Vector v -> v.set(row, ((Number) value).intValue());
            case UInt4Vector v -> v.set(row, ((Number) value).intValue());
            case UInt8Vector v -> v.set(row, ((Number) value).longValue());
            case Float4Vector v -> v.set(row, Float.parseFloat(value.toString()));
            case Float8Vector v -> v.set(row, Double.parseDouble(value.toString()));
            case BitVector v -> v.set(row, (Boolean) value ? 1 : 0);
            case VarCharVector v ->
                    v.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
            case DateDayVector v ->
                    v.set(row, Math.toIntExact(LocalDate.parse(value.toString()).toEpochDay()));
            case TimeStampMicroVector v ->
                    v.set(
                            row,
                            ChronoUnit.MICROS.between(
                                    LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                                    LocalDateTime.parse(value.toString())));
            case TimeMicroVector v ->
                    v.set(
                            row,
                            value.equals("24:00:00")
                                    ? ChronoUnit.DAYS.getDuration().toNanos() / 1_000
                                    : LocalTime.parse(value.toString()).toNanoOfDay() / 1_000);
            case DecimalVector v -> v.set(row, (BigDecimal) value);
            default -> throw new IllegalArgumentException("no vector of a table: " + vector);
        }
    }
}
