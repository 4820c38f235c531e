package io.remanso.tables.operations;

import io.remanso.tables.DType;
import java.util.Map;

/**
 * Conversions by the rules of {@link ConvertType}: exact, and null where there is no such value.
 */
final class ConversionFunctions {

    private static final int MAX_DIGITS = 38;

    private ConversionFunctions() {}

    static void addTo(Map<String, Function> all) {
        all.put("to_int", to(DType.INT64, "to_int(value)", 1));
        all.put("to_float", to(DType.FLOAT64, "to_float(value)", 1));
        all.put("to_bool", to(DType.BOOL, "to_bool(value)", 1));
        all.put("to_text", to(DType.STRING, "to_text(value, 'format')", 2));
        all.put("to_date", to(DType.DATE, "to_date(value, 'format')", 2));
        all.put("to_time", to(DType.TIME, "to_time(value, 'format')", 2));
        all.put("to_timestamp", to(DType.TIMESTAMP, "to_timestamp(value, 'format')", 2));
        all.put(
                "to_decimal",
                new Function(
                        "to_decimal(value, digits, digits after the point)",
                        3,
                        3,
                        ConversionFunctions::toDecimal));
    }

    private static Function to(DType to, String form, int most) {
        return new Function(form, 1, most, call -> converted(call, to, call.size() == 2));
    }

    private static Operand toDecimal(Call call) {
        int precision = call.literalInt(1, 1, MAX_DIGITS);
        int scale = call.literalInt(2, 0, precision);
        return converted(call, DType.decimal(precision, scale), false);
    }

    private static Operand converted(Call call, DType to, boolean formatted) {
        String format = formatted ? call.literalText(1) : null;
        if (format != null) {
            call.formats().accept(format);
        }
        Operand from = call.argument(0);
        DType type = from.type();
        if (type == null) {
            return call.of(Sql.nullOf(to), to);
        }
        String sql =
                Conversion.sql(from.sql(), type, to, format)
                        .orElseThrow(() ->
                                call.wrong(
                                        format == null
                                                ? "has no conversion from this type"
                                                : "takes a format between text and dates or times",
                                        from));
        return to.equals(DType.STRING) && format != null
                ? call.of(sql, slice -> call.rows().applyAsLong(slice) * textBytes(format))
                : call.of(sql, to);
    }

    /** No sign of a format stands for a longer text than a name of a month. */
    private static double textBytes(String format) {
        return (double) Call.LONGEST * Math.max(1, format.length());
    }
}
