package io.remanso.tables;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The type of a column's values. Every type has nulls; a float may also be NaN, which is a value
 * and not a null. Timestamps and times have microseconds and no zone; a date is a day.
 *
 * @param kind what the values are
 * @param precision decimal digits in all, 1 to 38 for {@link Kind#DECIMAL}, else 0
 * @param scale decimal digits after the point, 0 to precision for {@link Kind#DECIMAL}, else 0
 */
public record DType(Kind kind, int precision, int scale) {

    /** What the values of a column are. */
    public enum Kind {
        INT8,
        INT16,
        INT32,
        INT64,
        UINT8,
        UINT16,
        UINT32,
        UINT64,
        FLOAT32,
        FLOAT64,
        BOOL,
        STRING,
        DATE,
        TIMESTAMP,
        TIME,
        DECIMAL
    }

    public static final DType INT8 = new DType(Kind.INT8, 0, 0);
    public static final DType INT16 = new DType(Kind.INT16, 0, 0);
    public static final DType INT32 = new DType(Kind.INT32, 0, 0);
    public static final DType INT64 = new DType(Kind.INT64, 0, 0);
    public static final DType UINT8 = new DType(Kind.UINT8, 0, 0);
    public static final DType UINT16 = new DType(Kind.UINT16, 0, 0);
    public static final DType UINT32 = new DType(Kind.UINT32, 0, 0);
    public static final DType UINT64 = new DType(Kind.UINT64, 0, 0);
    public static final DType FLOAT32 = new DType(Kind.FLOAT32, 0, 0);
    public static final DType FLOAT64 = new DType(Kind.FLOAT64, 0, 0);
    public static final DType BOOL = new DType(Kind.BOOL, 0, 0);
    public static final DType STRING = new DType(Kind.STRING, 0, 0);
    public static final DType DATE = new DType(Kind.DATE, 0, 0);
    public static final DType TIMESTAMP = new DType(Kind.TIMESTAMP, 0, 0);
    public static final DType TIME = new DType(Kind.TIME, 0, 0);

    private static final int MAX_PRECISION = 38;
    private static final Pattern DECIMAL_NAME =
            Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");
    private static final Map<String, DType> SIMPLE =
            Stream.of(
                            INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT32,
                            FLOAT64, BOOL, STRING, DATE, TIMESTAMP, TIME)
                    .collect(Collectors.toUnmodifiableMap(DType::name, type -> type));

    public DType {
        if (kind == Kind.DECIMAL) {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new InvalidParameterException(
                        "A decimal has 1 to 38 digits and a scale of 0 to that many, got decimal(%d,%d)"
                                .formatted(precision, scale));
            }
        } else if (precision != 0 || scale != 0) {
            throw new InvalidParameterException(
                    "Only a decimal has a precision and a scale, got " + kind);
        }
    }

    public static DType decimal(int precision, int scale) {
        return new DType(Kind.DECIMAL, precision, scale);
    }

    /**
     * The type of this name, as {@link #name()} writes it.
     *
     * @throws InvalidParameterException when no type has this name
     */
    public static DType parse(String name) {
        DType simple = SIMPLE.get(name);
        if (simple != null) {
            return simple;
        }
        Matcher decimal = DECIMAL_NAME.matcher(name);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        throw new InvalidParameterException(
                "A type is one of int8 to int64, uint8 to uint64, float32, float64, bool, string, date,"
                        + " timestamp, time, decimal(p,s); got '%s'".formatted(name));
    }

    /**
     * The name users see: int8 to int64, uint8 to uint64, float32, float64, bool, string, date,
     * timestamp, time, decimal(p,s).
     */
    public String name() {
        return kind == Kind.DECIMAL
                ? "decimal(%d,%d)".formatted(precision, scale)
                : kind.name().toLowerCase(Locale.ROOT);
    }

    public boolean isNumeric() {
        return isInteger() || isFloat() || kind == Kind.DECIMAL;
    }

    public boolean isInteger() {
        return kind.compareTo(Kind.UINT64) <= 0;
    }

    public boolean isFloat() {
        return kind == Kind.FLOAT32 || kind == Kind.FLOAT64;
    }

    public boolean isTemporal() {
        return kind == Kind.DATE || kind == Kind.TIMESTAMP || kind == Kind.TIME;
    }

    @Override
    public String toString() {
        return name();
    }
}
