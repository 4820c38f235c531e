package io.remanso.tables.profiles;

import io.remanso.tables.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds. Values are as {@link io.remanso.tables.Cells} makes them. Immutable.
 *
 * <p>NaN is a value: it counts, is distinct and may be a top value, but has no place in an order,
 * so minimum, maximum, quantiles and histogram leave it out. Mean, deviation and histogram leave
 * infinities out too. 0.0 and -0.0 are one value. What a type or an empty column has no answer for
 * is null, or an empty list.
 *
 * @param column the column
 * @param count cells with a value; with {@code nulls} it makes the rows of the table
 * @param nulls cells without a value
 * @param intentionalMissing cells that are marked as missing on purpose
 * @param nans how many values are NaN; 0 for types that have none
 * @param distinct how many different values there are
 * @param min the least value, for strings in the order of their UTF-8 bytes; false is less than
 *     true
 * @param max the greatest value
 * @param mean the arithmetic mean of a numeric column
 * @param std the sample standard deviation (divisor n - 1) of a numeric column
 * @param quantiles of a numeric, date, timestamp or time column
 * @param topValues the most frequent values, at most {@link #TOP_VALUES}, the most frequent first;
 *     among equally frequent ones the lesser value first
 * @param histogram {@link #BINS} bins of equal width from the least to the greatest finite value of
 *     a numeric, date, timestamp or time column; one bin when all are equal. The bounds between
 *     dates, timestamps and times are values too, so the bins may be fewer, and a day or a
 *     microsecond wider or narrower
 * @param textLengths of a string column
 */
public record ColumnProfile(
        Column column,
        long count,
        long nulls,
        long intentionalMissing,
        long nans,
        long distinct,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable Double mean,
        @Nullable Double std,
        List<Quantile> quantiles,
        List<TopValue> topValues,
        List<Bin> histogram,
        @Nullable TextLengths textLengths) {

    public static final int TOP_VALUES = 10;
    public static final int BINS = 20;

    public ColumnProfile {
        quantiles = List.copyOf(quantiles);
        topValues = List.copyOf(topValues);
        histogram = List.copyOf(histogram);
    }

    /**
     * A value that a share of the values does not exceed.
     *
     * @param q the share: 0.05, 0.25, 0.5, 0.75 or 0.95
     * @param value for numbers a double, linear between the two nearest values (Hyndman and Fan's
     *     type 7); else the least value that at least this share does not exceed
     */
    public record Quantile(double q, Object value) {}

    /** A value and how often it occurs. */
    public record TopValue(Object value, long count) {}

    /**
     * A bin of a histogram.
     *
     * @param from the lower bound, which belongs to the bin: a double for numbers, else a value
     * @param to the upper bound, which belongs to the next bin, or to this one when it is the last
     * @param count how many values lie in it
     */
    public record Bin(Object from, Object to, long count) {}

    /**
     * The lengths of texts in Unicode code points.
     *
     * @param empty how many are empty
     */
    public record TextLengths(long min, long max, double mean, long empty) {}
}
