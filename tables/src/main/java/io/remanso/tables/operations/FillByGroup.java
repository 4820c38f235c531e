package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.operations.FillNulls.Strategy;
import java.util.List;

/**
 * SQL of fill values that are the same for a whole group: one row a group that has gaps, with the
 * keys k0, k1, … and the values vi and vd. {@code :t} stands for the rows (x, k0, …, marked).
 */
final class FillByGroup {

    private static final String GAPS = "count(*) FILTER (WHERE x IS NULL AND NOT marked)";

    private final DType dtype;
    private final String keys;
    private final boolean oneSlice;

    /**
     * @param oneSlice whether the rows come in one piece, which one thread reads in its order
     */
    FillByGroup(DType dtype, List<String> keys, boolean oneSlice) {
        this.dtype = dtype;
        this.oneSlice = oneSlice;
        this.keys = String.join("", keys.stream().map(key -> key + ", ").toList());
    }

    String sql(Strategy strategy) {
        return switch (strategy) {
            case MEAN ->
                    dtype.isFloat()
                            ? floating(oneSlice ? "favg(x)" : "favg(x ORDER BY x)")
                            : exact("sum(%s)", "count(x)");
            case MEDIAN ->
                    dtype.isFloat()
                            ? floating("median(x)")
                            : exact(
                                    "quantile_disc(%1$s, 0.5) - quantile_disc(-(%1$s), 0.5)",
                                    "CAST(2 AS BIGINT)");
            case MODE -> mode();
            case CONSTANT, FORWARD, BACKWARD, LINEAR ->
                    throw new IllegalArgumentException("Not by group: " + strategy);
        };
    }

    /**
     * A quotient of units. The median of n values is half the sum of the lower and upper middle.
     */
    private String exact(String numerator, String denominator) {
        String own =
                dtype.isInteger() ? Units.whole("n", "d", dtype) : Units.rounded("n", "d", dtype);
        return "SELECT %s%s AS vi, CAST(n AS DOUBLE) / d AS vd FROM (SELECT %s%s AS n, %s AS d, %s AS gaps FROM :t%s) WHERE gaps > 0"
                .formatted(
                        keys,
                        own,
                        keys,
                        numerator.formatted(Units.of("x", dtype)),
                        denominator,
                        GAPS,
                        groupBy());
    }

    /** Slices are sorted to be added, so that threads cannot change the last digit of a sum. */
    private String floating(String aggregate) {
        return "SELECT %sCASE WHEN isfinite(v) THEN CAST(v AS %s) END AS vi, CAST(NULL AS DOUBLE) AS vd FROM (SELECT %s%s FILTER (WHERE isfinite(x)) AS v, %s AS gaps FROM :t%s) WHERE gaps > 0"
                .formatted(keys, Sql.type(dtype), keys, aggregate, GAPS, groupBy());
    }

    private String mode() {
        String value = dtype.isFloat() ? "isfinite(x)" : "x IS NOT NULL";
        return "SELECT %sfirst(x ORDER BY n DESC, x) FILTER (WHERE %s) AS vi, CAST(NULL AS DOUBLE) AS vd FROM (SELECT %sx, count(*) AS n, %s AS gaps FROM :t GROUP BY %sx)%s HAVING sum(gaps) > 0"
                .formatted(keys, value, keys, GAPS, keys, groupBy());
    }

    private String groupBy() {
        return keys.isEmpty() ? "" : " GROUP BY " + keys.substring(0, keys.length() - 2);
    }
}
