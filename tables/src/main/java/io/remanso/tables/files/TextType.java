package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A way to read texts as values of a type, once as SQL for all cells and once in Java for a few.
 *
 * <p>A text is read <em>faithfully</em> when its value, written again, is the same value: {@code
 * 007} is not the number 7, and a number with more digits than the type holds is not that number.
 *
 * @param dtype the type of the values
 * @param decimal the decimal sign of numbers, else empty
 * @param form what a faithful text looks like, without spaces around it; the same pattern works in
 *     SQL
 * @param exact what else a text of this form needs
 * @param value the value as SQL; {@code $c} is the text, null when it cannot be read at all
 * @param quick SQL that is true for most faithful texts and false for all others; {@code $v} is the
 *     value
 * @param careful SQL that is true for texts of this form that are exact; those that it leaves out
 *     are asked about in Java
 * @param evidence what at least one text of a column must look like, so that the column is taken to
 *     be of this type
 */
record TextType(
        DType dtype,
        String decimal,
        Pattern form,
        Predicate<String> exact,
        String value,
        String quick,
        String careful,
        Pattern evidence) {

    /** Texts as they are. */
    static final TextType STRING =
            new TextType(
                    DType.STRING,
                    "",
                    Pattern.compile("(?s).*"),
                    text -> true,
                    "$c",
                    "true",
                    "true",
                    Pattern.compile("(?s).*"));

    /** Whether the text, without spaces around it, is a faithful text. */
    boolean accepts(String text) {
        return form.matcher(text).matches() && exact.test(text);
    }

    TextType withEvidence(Pattern other) {
        return new TextType(dtype, decimal, form, exact, value, quick, careful, other);
    }

    boolean isString() {
        return dtype.equals(DType.STRING);
    }

    /** SQL for the value of a column of texts. */
    String valueSql(String column) {
        return value.replace("$c", column);
    }

    /** SQL for the text where it is not null and not read faithfully, else null. */
    String doubtSql(String column, String valueColumn) {
        String matches =
                "regexp_full_match(trim(%s), '%s')"
                        .formatted(column, form.pattern().replace("'", "''"));
        return "CASE WHEN %s IS NULL OR (%s IS NOT NULL AND ((%s) OR (%s AND (%s)))) THEN NULL ELSE %s END"
                .formatted(
                        column,
                        valueColumn,
                        quick.replace("$c", column).replace("$v", valueColumn),
                        matches,
                        careful.replace("$c", column).replace("$v", valueColumn),
                        column);
    }
}
