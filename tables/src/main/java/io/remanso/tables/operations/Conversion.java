package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.DType.Kind;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import java.util.Optional;
import org.apache.arrow.vector.BitVector;
import org.jspecify.annotations.Nullable;

/**
 * The exact conversion of a column's values to another type.
 *
 * @param column the column as it is
 * @param to the new type
 * @param value SQL over {@code s.c0}: the new value, or null when there is none
 * @param changed SQL over x and v: whether the value is another one afterwards
 */
record Conversion(Column column, DType to, String value, String changed) {

    private static final String X = "s.c0";
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME =
            "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
    private static final String LOST = "v IS NULL AND x IS NOT NULL";

    Rewrite rewrite() {
        return Rewrite.each(column, value).to(to).changedWhere(changed);
    }

    /**
     * @throws InvalidParameterException when there is no conversion between the types, or none that
     *     has a format
     */
    static Conversion of(Column column, DType to, @Nullable String format) {
        DType from = column.dtype();
        if (format == null && from.equals(to)) {
            return new Conversion(column, to, X, "FALSE");
        }
        String value =
                sql(X, from, to, format)
                        .orElseThrow(() ->
                                new InvalidParameterException(
                                        (format == null
                                                        ? "There is no conversion from %2$s to %3$s; column '%1$s' can become text first"
                                                        : "A format is for conversions between text and date, time or timestamp; column '%s' is to go from %s to %s")
                                                .formatted(column.name(), from, to)));
        if (from.isNumeric() && to.isNumeric()) {
            return new Conversion(
                    column,
                    to,
                    value,
                    from.isFloat() && to.isFloat() ? "v IS DISTINCT FROM x" : LOST);
        }
        // Between families of types every value becomes another one.
        return new Conversion(column, to, value, "x IS NOT NULL");
    }

    /**
     * SQL of the value x of one type in another, null where it has none; empty when there is no
     * conversion between the types, or none that has a format.
     */
    static Optional<String> sql(String x, DType from, DType to, @Nullable String format) {
        if (format != null
                && !((isText(from) && to.isTemporal()) || (from.isTemporal() && isText(to)))) {
            return Optional.empty();
        }
        if (from.equals(to)) {
            return Optional.of(x);
        }
        if (isText(to)) {
            return Optional.of(toText(x, from, format));
        }
        if (isText(from)) {
            return Optional.of(format == null ? fromText(x, to) : parsed(x, to, format));
        }
        if (from.isNumeric() && to.isNumeric()) {
            return Optional.of(numeric(x, from, to));
        }
        if (from.isNumeric() && to.kind() == Kind.BOOL) {
            return Optional.of(
                    "CASE WHEN %1$s = 0 THEN FALSE WHEN %1$s = 1 THEN TRUE END".formatted(x));
        }
        if (from.kind() == Kind.BOOL && to.isNumeric()) {
            return Optional.of("TRY_CAST(CAST(%s AS TINYINT) AS %s)".formatted(x, Sql.type(to)));
        }
        if (from.kind() == Kind.TIMESTAMP && to.kind() == Kind.DATE) {
            return Optional.of(
                    "CASE WHEN CAST(CAST(%1$s AS DATE) AS TIMESTAMP) = %1$s THEN CAST(%1$s AS DATE) END"
                            .formatted(x));
        }
        if (from.kind() == Kind.DATE && to.kind() == Kind.TIMESTAMP) {
            return Optional.of("TRY_CAST(%s AS TIMESTAMP)".formatted(x));
        }
        return Optional.empty();
    }

    private static String numeric(String x, DType from, DType to) {
        String there = "TRY_CAST(%s AS %s)".formatted(x, Sql.type(to));
        boolean nearest = to.isFloat() && !from.isInteger();
        if (nearest) {
            return there;
        }
        return "CASE WHEN TRY_CAST(%s AS %s) = %s THEN %s END"
                .formatted(there, Sql.type(backType(from, to)), x, there);
    }

    /** The type in which a converted value is compared with the one it came from. */
    private static DType backType(DType from, DType to) {
        return from.isInteger() && to.isFloat() ? DType.decimal(38, 0) : from;
    }

    /** SQL: the text of a value of any type, in its ISO or shortest form. */
    static String text(String x, DType dtype) {
        return toText(x, dtype, null);
    }

    private static String toText(String x, DType from, @Nullable String format) {
        if (format != null) {
            String moment = from.kind() == Kind.TIME ? "(DATE '1900-01-01' + %s)".formatted(x) : x;
            return "strftime(%s, %s)".formatted(moment, Sql.text(format));
        }
        if (from.isFloat()) {
            return "CASE WHEN isnan(%1$s) THEN 'NaN' WHEN isinf(%1$s) AND %1$s > 0 THEN 'Infinity' WHEN isinf(%1$s) THEN '-Infinity' ELSE CAST(%1$s AS VARCHAR) END"
                    .formatted(x);
        }
        return Sql.cast(x, DType.STRING);
    }

    /** The value of a text that keeps the form of the type, blanks around it aside. */
    private static String fromText(String x, DType to) {
        String text = "trim(%s, %s)".formatted(x, Sql.text(" \t\r\n\u00A0"));
        String read = "TRY_CAST(%s AS %s)".formatted(text, Sql.type(to));
        return switch (to.kind()) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                    when(text, "[+-]?[0-9]+(\\.0*)?", read);
            case DECIMAL -> when(text, decimalForm(to.scale()), read);
            case FLOAT32, FLOAT64 ->
                    "CASE WHEN lower(%1$s) IN ('nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity') THEN %2$s ELSE %3$s END"
                            .formatted(
                                    text,
                                    read,
                                    when(
                                            text,
                                            "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?",
                                            "CASE WHEN isfinite(%1$s) THEN %1$s END"
                                                    .formatted(read)));
            case BOOL ->
                    "CASE lower(%s) WHEN 'true' THEN TRUE WHEN 't' THEN TRUE WHEN 'yes' THEN TRUE WHEN 'y' THEN TRUE WHEN '1' THEN TRUE WHEN 'false' THEN FALSE WHEN 'f' THEN FALSE WHEN 'no' THEN FALSE WHEN 'n' THEN FALSE WHEN '0' THEN FALSE END"
                            .formatted(text);
            case DATE -> when(text, DATE, read);
            case TIME -> when(text, TIME, read);
            case TIMESTAMP -> when(text, "%s([T ]%s)?".formatted(DATE, TIME), read);
            case STRING -> x;
        };
    }

    /** Digits after the point are zeros where the scale ends. */
    private static String decimalForm(int scale) {
        return scale == 0
                ? "[+-]?[0-9]+(\\.0*)?"
                : "[+-]?([0-9]+(\\.[0-9]{0,%1$d}0*)?|\\.[0-9]{1,%1$d}0*)".formatted(scale);
    }

    private static String when(String text, String form, String value) {
        return "CASE WHEN regexp_full_match(%s, %s) THEN %s END"
                .formatted(text, Sql.text(form), value);
    }

    private static String parsed(String x, DType to, String format) {
        String moment = moment(x, format);
        return switch (to.kind()) {
            case DATE ->
                    "CASE WHEN CAST(CAST(%1$s AS DATE) AS TIMESTAMP) = %1$s THEN CAST(%1$s AS DATE) END"
                            .formatted(moment);
            case TIME -> "CAST(%s AS TIME)".formatted(moment);
            default -> moment;
        };
    }

    private static String moment(String text, String format) {
        return "CAST(try_strptime(%s, %s) AS TIMESTAMP)".formatted(text, Sql.text(format));
    }

    /**
     * @throws InvalidParameterException when the engine cannot read the format
     */
    static void checkFormat(TableScan scan, String format) {
        String text = Sql.text(format);
        try (QueryBatches answer =
                scan.query(
                        "SELECT typeof(try_strptime('', %s)) = 'TIMESTAMP_NS', strftime(TIMESTAMP '2024-01-31 10:30:00', %s)"
                                .formatted(text, text))) {
            answer.next();
            if (Bits.first((BitVector) answer.batch().getVector(0)) == 0) {
                throw new InvalidParameterException(
                        "A timestamp has microseconds (%%f) and no nanoseconds (%%n); got the format %s"
                                .formatted(Shown.value(CellValue.of(format))));
            }
        } catch (QueryException e) {
            throw new InvalidParameterException(
                    "'format' is made of the signs of strptime, as in %%d.%%m.%%Y %%H:%%M:%%S; got %s"
                            .formatted(Shown.value(CellValue.of(format))),
                    e);
        }
    }

    private static boolean isText(DType dtype) {
        return dtype.kind() == Kind.STRING;
    }
}
