package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/** How numbers are read from texts. */
final class NumberTypes {

    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final Pattern DIGIT = Pattern.compile(".*[0-9].*");
    private static final String INTEGER = "0|-?[1-9][0-9]*";
    private static final String POINT = "-?(0|[1-9][0-9]*)([.][0-9]*)?|-?[.][0-9]+";
    private static final String FLOAT =
            "-?((0|[1-9][0-9]*)([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?"
                    + "|-?[iI][nN][fF]|-?Infinity|NaN|nan";
    private static final String COMMA = "-?(0|[1-9][0-9]*|[1-9][0-9]{0,2}([.][0-9]{3})+)(,[0-9]+)?";

    private static final Pattern PLAIN = Pattern.compile(POINT);

    /** More digits than this may not survive in a float64. */
    private static final int SAFE_DIGITS = 15;

    /** No float64 has more characters when all its digits are written. */
    private static final int MOST_CHARACTERS = 1_100;

    /** The digits behind the point of a number with an exponent that the engine compares. */
    private static final int MOST_FRACTION = 30;

    /** A number has not become zero, nor lost digits as the smallest float64 do. */
    private static final String NOT_TINY =
            "isfinite($v) AND (abs($v) > 1e-300 OR NOT contains(lower(%s), 'e'))";

    static final int DECIMAL_DIGITS = 38;

    /** With fewer characters every integer is a long. */
    private static final int LONG_DIGITS = 19;

    private static final String COMMA_TO_POINT = "replace(replace(trim($c), '.', ''), ',', '.')";

    /** Whole numbers of up to 64 bits as people and programs write them. */
    static final TextType INT64 =
            new TextType(
                    DType.INT64,
                    "",
                    Pattern.compile(INTEGER),
                    NumberTypes::isLong,
                    "TRY_CAST($c AS BIGINT)",
                    "$v::VARCHAR = $c",
                    "true",
                    ANY);

    /**
     * Numbers that a float64 gives back: written again in its shortest form it is the same number.
     * Of those with an exponent, which were floats before they were texts, it need only be the same
     * when it is rounded to as many digits.
     */
    static final TextType FLOAT64 =
            new TextType(
                    DType.FLOAT64,
                    ".",
                    Pattern.compile(FLOAT),
                    NumberTypes::isExactFloat,
                    "TRY_CAST($c AS DOUBLE)",
                    "strlen($c) <= %d AND (($c >= '1' AND $c < ':') OR ($c >= '0.' AND $c < '0/') OR ($c >= '-1' AND $c < '-:') OR ($c >= '-0.' AND $c < '-0/') OR $c = '0') AND NOT contains($c, '_') AND %s"
                            .formatted(SAFE_DIGITS, NOT_TINY.formatted("$c")),
                    exactFloat("trim($c)"),
                    DIGIT);

    /** The same with a decimal comma, with or without points between thousands. */
    static final TextType COMMA_FLOAT64 =
            new TextType(
                    DType.FLOAT64,
                    ",",
                    Pattern.compile(COMMA),
                    text -> isExactFloat(toPoint(text)),
                    "TRY_CAST(%s AS DOUBLE)".formatted(COMMA_TO_POINT),
                    "false",
                    exactFloat(COMMA_TO_POINT),
                    Pattern.compile(".*,([0-9]{1,2}|[0-9]{4,})|.*[.].*,.*"));

    /** A decimal comma even when three digits follow each, as in files that no comma delimits. */
    static final TextType PLAIN_COMMA_FLOAT64 =
            COMMA_FLOAT64.withEvidence(Pattern.compile(".*,.*"));

    private NumberTypes() {}

    /** Numbers without an exponent, exactly; of 38 digits, so many of them behind the point. */
    static TextType decimal(int scale) {
        return new TextType(
                DType.decimal(DECIMAL_DIGITS, scale),
                ".",
                PLAIN,
                text -> fits(text, scale),
                "TRY_CAST($c AS DECIMAL(%d, %d))".formatted(DECIMAL_DIGITS, scale),
                "false",
                "strlen(split_part(trim($c), '.', 2)) <= " + scale,
                Pattern.compile("(?s).*[0-9].*"));
    }

    /** The digits behind the point of a number that a decimal can hold, else -1. */
    static int scale(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return -1;
        }
        int point = text.indexOf('.');
        int scale = point < 0 ? 0 : text.length() - point - 1;
        return fits(text, scale) ? scale : -1;
    }

    /** The digits before the point. */
    static int whole(String text) {
        int point = text.indexOf('.');
        int end = point < 0 ? text.length() : point;
        return text.startsWith("-") ? end - 1 : end;
    }

    private static boolean fits(String text, int scale) {
        int point = text.indexOf('.');
        int digits = point < 0 ? 0 : text.length() - point - 1;
        return digits <= scale && whole(text) + scale <= DECIMAL_DIGITS;
    }

    private static boolean isLong(String text) {
        if (text.length() < LONG_DIGITS) {
            return true;
        }
        try {
            return text.equals(Long.toString(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String toPoint(String text) {
        return text.replace(".", "").replace(',', '.');
    }

    static boolean isExactFloat(String text) {
        if (isNoNumber(text)) {
            return true;
        }
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        if (text.length() <= SAFE_DIGITS && !exponent) {
            return true;
        }
        if (text.length() > MOST_CHARACTERS) {
            return false;
        }
        double value = Double.parseDouble(text);
        if (value == 0) {
            return isZero(text);
        }
        if (!Double.isFinite(value)) {
            return false;
        }
        BigDecimal number = new BigDecimal(text);
        return isWritten(number, value) || (exponent && isRounded(number, value));
    }

    /** Whether a text that a float can be read from is an infinity or NaN. */
    private static boolean isNoNumber(String text) {
        return text.indexOf('n') >= 0 || text.indexOf('N') >= 0;
    }

    /** Whether the text has no digit but zeros before its exponent, however large that is. */
    private static boolean isZero(String text) {
        return text.chars()
                .takeWhile(c -> c != 'e' && c != 'E')
                .noneMatch(c -> c >= '1' && c <= '9');
    }

    /** Whether the shortest form of the float is the number. */
    static boolean isWritten(BigDecimal number, double value) {
        return Double.isFinite(value)
                && new BigDecimal(Double.toString(value)).compareTo(number) == 0;
    }

    /** Whether the float, rounded to as many digits as the number has, is the number. */
    static boolean isRounded(BigDecimal number, double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        int digits = number.stripTrailingZeros().precision();
        return new BigDecimal(value).round(new MathContext(digits)).compareTo(number) == 0;
    }

    private static String exactFloat(String text) {
        String exponent = "contains(lower(%s), 'e')".formatted(text);
        String mantissa = "split_part(lower(%s), 'e', 1)".formatted(text);
        return String.join(
                " OR ",
                "strlen(%s) <= %d AND %s"
                        .formatted(mantissa, SAFE_DIGITS, NOT_TINY.formatted(text)),
                "contains(lower(%s), 'n')".formatted(text),
                "$v::VARCHAR = " + text,
                "NOT %2$s AND TRY_CAST($v::VARCHAR AS DECIMAL(38, 18)) = TRY_CAST(%1$s AS DECIMAL(38, 18)) AND strlen(split_part(%1$s, '.', 2)) <= 18"
                        .formatted(text, exponent),
                "%2$s AND format('{:.{}e}', $v, least(strlen(split_part(%3$s, '.', 2)), %4$d)) = lower(%1$s)"
                        .formatted(text, exponent, mantissa, MOST_FRACTION));
    }

    /** Any text that a number can be read from, for a type that the user asked for. */
    static TextType asked(DType dtype, String sqlType, boolean comma) {
        String digits = comma ? "([0-9]+|[0-9]{1,3}([.][0-9]{3})+)" : "[0-9]+";
        String sign = comma ? "," : "[.]";
        String text = comma ? COMMA_TO_POINT : "trim($c)";
        String form;
        if (dtype.isInteger()) {
            form = "[-+]?%s(%s0*)?".formatted(digits, sign);
        } else if (dtype.isFloat()) {
            form =
                    "[-+]?(%1$s(%2$s[0-9]*)?|%2$s[0-9]+)([eE][-+]?[0-9]+)?|[-+]?[iI]nf(inity)?|NaN|nan"
                            .formatted(digits, sign);
        } else {
            form =
                    "[-+]?(%1$s(%2$s[0-9]{0,%3$d}0*)?|%2$s[0-9]{1,%3$d}0*)"
                            .formatted(digits, sign, Math.max(1, dtype.scale()));
        }
        return new TextType(
                dtype,
                comma ? "," : ".",
                Pattern.compile(form),
                given -> !dtype.isFloat() || isFinite(comma ? toPoint(given) : given, dtype),
                "TRY_CAST(%s AS %s)".formatted(text, sqlType),
                "false",
                dtype.isFloat()
                        ? "isfinite($v) OR contains(lower(%s), 'n')".formatted(text)
                        : "true",
                ANY);
    }

    /** Whether a number is no infinity of the type, unless the text says that it is one. */
    private static boolean isFinite(String text, DType dtype) {
        if (isNoNumber(text)) {
            return true;
        }
        return dtype.equals(DType.FLOAT32)
                ? Float.isFinite(Float.parseFloat(text))
                : Double.isFinite(Double.parseDouble(text));
    }
}
