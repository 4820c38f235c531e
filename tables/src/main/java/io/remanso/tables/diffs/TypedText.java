package io.remanso.tables.diffs;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether values of perhaps different types say the same, as someone reads who sees the cell before
 * and after a change of type:
 *
 * <ul>
 *   <li>two numbers: when they are the same number or are written alike, whatever their types; NaN
 *       is the same as NaN
 *   <li>a date and a timestamp: when the timestamp is the midnight that begins the date
 *   <li>a text and something else: when the text is a usual way to write the other value. A number
 *       may have more zeros behind the point or an exponent, but no leading zeros or plus (the code
 *       {@code 007} is not the number 7); a timestamp may have a space for the T and no fraction; a
 *       bool may be in capitals
 *   <li>anything else: when their texts are equal
 * </ul>
 *
 * Values are as {@link io.remanso.tables.Cells} makes them.
 */
final class TypedText {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?)?");
    private static final Pattern CLOCK = Pattern.compile("\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");

    private TypedText() {}

    static boolean same(Object before, DType beforeType, Object after, DType afterType) {
        return before.equals(after)
                || sameFloat(before, beforeType, after, afterType)
                || text(before, beforeType, afterType).equals(text(after, afterType, beforeType));
    }

    private static boolean sameFloat(
            Object before, DType beforeType, Object after, DType afterType) {
        return beforeType.isFloat()
                && afterType.isFloat()
                && before instanceof Number was
                && after instanceof Number is
                && was.doubleValue() == is.doubleValue();
    }

    private static String text(Object value, DType type, DType other) {
        return type.kind() == DType.Kind.STRING
                ? asWritten(value.toString(), other)
                : canonical(value.toString(), type);
    }

    /** A text read as a value of the other type, or the text itself when it is none. */
    private static String asWritten(String text, DType type) {
        return switch (type.kind()) {
            case INT8,
                    INT16,
                    INT32,
                    INT64,
                    UINT8,
                    UINT16,
                    UINT32,
                    UINT64,
                    FLOAT32,
                    FLOAT64,
                    DECIMAL ->
                    NUMBER.matcher(text).matches() ? number(text) : text;
            case BOOL -> text.toLowerCase(Locale.ROOT);
            case DATE, TIMESTAMP ->
                    MOMENT.matcher(text).matches() ? moment(text.replace(' ', 'T')) : text;
            case TIME -> CLOCK.matcher(text).matches() ? clock(text) : text;
            case STRING -> text;
        };
    }

    private static String canonical(String text, DType type) {
        return switch (type.kind()) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, DECIMAL -> number(text);
            case FLOAT32, FLOAT64 ->
                    Character.isLetter(text.charAt(text.length() - 1)) ? text : number(text);
            case DATE, TIMESTAMP -> moment(text);
            case TIME -> clock(text);
            case BOOL, STRING -> text;
        };
    }

    private static String number(String text) {
        return new BigDecimal(text).stripTrailingZeros().toString();
    }

    /** A date and a time as long as it can be without needless digits. */
    private static String moment(String text) {
        int t = text.indexOf('T');
        return t < 0 ? text + "T00:00:00" : text.substring(0, t + 1) + clock(text.substring(t + 1));
    }

    private static String clock(String text) {
        String seconds = text.length() == "hh:mm".length() ? text + ":00" : text;
        return seconds.contains(".") ? seconds.replaceFirst("\\.?0+$", "") : seconds;
    }
}
