package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Between what values of a column are no outliers, both included. An infinite bound is none.
 *
 * @param low the lowest
 * @param high the highest
 */
record OutlierBounds(Column column, double low, double high) {

    /** SQL: whether the value is an outlier; null for null. */
    String outside(String x) {
        String value = Sql.cast(x, DType.FLOAT64);
        return "(NOT isnan(%1$s) AND (%1$s < %2$s OR %1$s > %3$s))"
                .formatted(value, Sql.number(low), Sql.number(high));
    }

    /** SQL: the value, or null for an outlier. */
    String emptied(String x) {
        return "CASE WHEN %s THEN NULL ELSE %s END".formatted(outside(x), x);
    }

    /**
     * SQL: the value, or the nearest one of its type that is no outlier.
     *
     * @throws InvalidParameterException when the type has no value between the bounds
     */
    String clipped(String x) {
        DType dtype = column.dtype();
        return "CASE WHEN %s THEN CASE WHEN %s < %s THEN %s ELSE %s END ELSE %s END"
                .formatted(
                        outside(x),
                        Sql.cast(x, DType.FLOAT64),
                        Sql.number(low),
                        dtype.isFloat() ? Sql.cast(Sql.number(low), dtype) : lowest(),
                        dtype.isFloat() ? Sql.cast(Sql.number(high), dtype) : highest(),
                        x);
    }

    private String lowest() {
        return Double.isInfinite(low)
                ? Sql.nullOf(column.dtype())
                : literal(new BigDecimal(low), RoundingMode.CEILING);
    }

    private String highest() {
        return Double.isInfinite(high)
                ? Sql.nullOf(column.dtype())
                : literal(new BigDecimal(high), RoundingMode.FLOOR);
    }

    private String literal(BigDecimal bound, RoundingMode inwards) {
        NumberRange range = NumberRange.of(column.dtype());
        BigDecimal value = bound.setScale(range.scale(), inwards);
        double back = value.doubleValue();
        if (back < low || back > high) {
            throw new InvalidParameterException(
                    "Column '%s' of type %s has no value between %s and %s to clip to; convert it to float64 first"
                            .formatted(column.name(), column.dtype(), low, high));
        }
        return Sql.cast(
                "'%s'".formatted(value.max(range.lowest()).min(range.highest()).toPlainString()),
                column.dtype());
    }
}
