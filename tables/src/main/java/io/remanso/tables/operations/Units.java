package io.remanso.tables.operations;

import io.remanso.tables.DType;

/**
 * SQL of exact arithmetic on integers and decimals, which are counted in units of their last digit
 * as HUGEINT: 1.25 of a decimal(10,2) is 125 units. An overflow of 38 digits is an error of the
 * query and never a wrong number.
 */
final class Units {

    private Units() {}

    /** The units of a value. */
    static String of(String value, DType dtype) {
        return dtype.isInteger()
                ? "CAST(%s AS HUGEINT)".formatted(value)
                : "CAST(replace(CAST(%s AS VARCHAR), '.', '') AS HUGEINT)".formatted(value);
    }

    /** The value of a quotient of units that has no fraction, else null. */
    static String whole(String numerator, String denominator, DType dtype) {
        return "CASE WHEN (%1$s) %% (%2$s) = 0 THEN CAST((%1$s) // (%2$s) AS %3$s) END"
                .formatted(numerator, denominator, Sql.type(dtype));
    }

    /** The decimal of a quotient of units, rounded half up (away from zero). */
    static String rounded(String numerator, String denominator, DType dtype) {
        String units =
                "(sign(%1$s) * ((2 * abs(%1$s) + (%2$s)) // (2 * (%2$s))))"
                        .formatted("(" + numerator + ")", denominator);
        if (dtype.scale() == 0) {
            return Sql.cast(units, dtype);
        }
        String digits =
                "repeat('0', %d) || CAST(abs(%s) AS VARCHAR)".formatted(dtype.scale(), units);
        return Sql.cast(
                "CASE WHEN %1$s < 0 THEN '-' ELSE '' END || regexp_replace(%2$s, '([0-9]{%3$d})$', '.\\1')"
                        .formatted(units, digits, dtype.scale()),
                dtype);
    }
}
