package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.operations.FillNulls.Strategy;
import java.util.List;

/**
 * SQL of fill values that come from rows above and below: one row a gap that gets a value, with its
 * position and the values vi and vd, in rising order. {@code :t} stands for the rows (pos, x, k0,
 * …, marked).
 */
final class FillByPosition {

    private static final String ABOVE = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    private static final String BELOW = "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING";

    private final DType dtype;
    private final String window;

    FillByPosition(DType dtype, List<String> keys) {
        this.dtype = dtype;
        this.window =
                (keys.isEmpty() ? "" : "PARTITION BY " + String.join(", ", keys) + " ")
                        + "ORDER BY pos ";
    }

    String sql(Strategy strategy) {
        String rows =
                switch (strategy) {
                    case FORWARD -> copied(above("x"));
                    case BACKWARD -> copied(below("x"));
                    case LINEAR -> dtype.isFloat() ? floatingLine() : exactLine();
                    case MEAN, MEDIAN, MODE, CONSTANT ->
                            throw new IllegalArgumentException("Not by position: " + strategy);
                };
        return "SELECT pos, vi, vd FROM (%s) WHERE x IS NULL AND NOT marked AND (vi IS NOT NULL OR vd IS NOT NULL) ORDER BY pos"
                .formatted(rows);
    }

    private String copied(String value) {
        return "SELECT pos, x, marked, %s AS vi, CAST(NULL AS DOUBLE) AS vd FROM :t"
                .formatted(value);
    }

    private String exactLine() {
        String numerator = "(a * (rb - r) + b * (r - ra))";
        String denominator = "(rb - ra)";
        String own =
                dtype.isInteger()
                        ? Units.whole(numerator, denominator, dtype)
                        : Units.rounded(numerator, denominator, dtype);
        return "SELECT pos, x, marked, %s AS vi, CAST(%s AS DOUBLE) / %s AS vd FROM (%s)"
                .formatted(own, numerator, denominator, ends(Units.of("x", dtype)));
    }

    private String floatingLine() {
        return "SELECT pos, x, marked, CAST(a * ((rb - r) / (rb - ra)) + b * ((r - ra) / (rb - ra)) AS %s) AS vi, CAST(NULL AS DOUBLE) AS vd FROM (%s)"
                .formatted(
                        Sql.type(dtype), ends("CASE WHEN isfinite(x) THEN CAST(x AS DOUBLE) END"));
    }

    /**
     * Each row with its number r in its group, and the values a, b and row numbers ra, rb around.
     */
    private String ends(String value) {
        String numbered =
                "SELECT *, %s AS u, row_number() OVER (%s) AS r FROM :t".formatted(value, window);
        String known = "CASE WHEN u IS NOT NULL THEN r END";
        return "SELECT pos, x, marked, r, %s AS a, %s AS ra, %s AS b, %s AS rb FROM (%s)"
                .formatted(above("u"), above(known), below("u"), below(known), numbered);
    }

    private String above(String value) {
        return "last_value(%s IGNORE NULLS) OVER (%s%s)".formatted(value, window, ABOVE);
    }

    private String below(String value) {
        return "first_value(%s IGNORE NULLS) OVER (%s%s)".formatted(value, window, BELOW);
    }
}
