package io.remanso.tables.operations;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The numbers that an integer or decimal type has.
 *
 * @param lowest the lowest of them
 * @param highest the highest of them
 * @param scale digits after the point
 */
record NumberRange(BigDecimal lowest, BigDecimal highest, int scale) {

    /** The range of an integer or decimal type. */
    static NumberRange of(DType dtype) {
        return switch (dtype.kind()) {
            case INT8 -> signed(8);
            case INT16 -> signed(16);
            case INT32 -> signed(32);
            case INT64 -> signed(64);
            case UINT8 -> unsigned(8);
            case UINT16 -> unsigned(16);
            case UINT32 -> unsigned(32);
            case UINT64 -> unsigned(64);
            case DECIMAL -> {
                BigInteger units = BigInteger.TEN.pow(dtype.precision()).subtract(BigInteger.ONE);
                BigDecimal highest = new BigDecimal(units, dtype.scale());
                yield new NumberRange(highest.negate(), highest, dtype.scale());
            }
            case FLOAT32, FLOAT64, BOOL, STRING, DATE, TIMESTAMP, TIME ->
                    throw new IllegalArgumentException("Not an exact number type: " + dtype);
        };
    }

    /** Whether the number is one of them, just as it is. */
    boolean contains(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= scale
                && number.compareTo(lowest) >= 0
                && number.compareTo(highest) <= 0;
    }

    private static NumberRange signed(int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
        return new NumberRange(
                new BigDecimal(end.negate()), new BigDecimal(end.subtract(BigInteger.ONE)), 0);
    }

    private static NumberRange unsigned(int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits);
        return new NumberRange(BigDecimal.ZERO, new BigDecimal(end.subtract(BigInteger.ONE)), 0);
    }
}
