package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.math.BigDecimal;
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
     * Numbers that a float64 holds exactly, to {@value #SAFE_DIGITS} digits or to the last, and
     * those with an exponent, which were floats before they were texts.
     */
    static final TextType FLOAT64 =
            new TextType(
                    DType.FLOAT64,
                    ".",
                    Pattern.compile(FLOAT),
                    NumberTypes::isExactFloat,
                    "TRY_CAST($c AS DOUBLE)",
                    "strlen($c) <= %d AND (($c >= '1' AND $c < ':') OR ($c >= '0.' AND $c < '0/') OR ($c >= '-1' AND $c < '-:') OR ($c >= '-0.' AND $c < '-0/') OR $c = '0') AND NOT contains($c, '_') AND isfinite($v)"
                            .formatted(SAFE_DIGITS + 1),
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
        if (text.indexOf('n') >= 0 || text.indexOf('N') >= 0) {
            return true;
        }
        if (text.length() <= SAFE_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return true;
        }
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            return false;
        }
        return text.indexOf('e') >= 0
                || text.indexOf('E') >= 0
                || new BigDecimal(text).compareTo(new BigDecimal(Double.toString(value))) == 0
                || new BigDecimal(text).stripTrailingZeros().precision() <= SAFE_DIGITS;
    }

    private static String exactFloat(String text) {
        return "strlen(%1$s) <= %2$d AND isfinite($v) OR contains(lower(%1$s), 'n') OR (contains(lower(%1$s), 'e') AND isfinite($v)) OR $v::VARCHAR = %1$s OR TRY_CAST($v::VARCHAR AS DECIMAL(38, 18)) = TRY_CAST(%1$s AS DECIMAL(38, 18)) AND strlen(split_part(%1$s, '.', 2)) <= 18"
                .formatted(text, SAFE_DIGITS);
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
                any -> true,
                "TRY_CAST(%s AS %s)".formatted(text, sqlType),
                "false",
                "true",
                ANY);
    }
}
