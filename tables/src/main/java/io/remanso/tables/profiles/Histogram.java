package io.remanso.tables.profiles;

import io.remanso.tables.DType;
import io.remanso.tables.profiles.ColumnProfile.Bin;
import java.util.ArrayList;
import java.util.List;

/** Counts of finite values in bins of equal width between known bounds. */
final class Histogram {

    private final DType dtype;

    /** The bounds of the bins, one more than bins; none when there is no value. */
    private final double[] bounds;

    private final long[] counts;

    /**
     * @param first the least value, NaN when there is none
     * @param last the greatest value
     */
    Histogram(DType dtype, double first, double last) {
        this.dtype = dtype;
        int bins = bins(dtype, first, last);
        this.counts = new long[bins];
        this.bounds = new double[bins + 1];
        for (int i = 0; i <= bins && bins > 0; i++) {
            bounds[i] = i == bins ? last : bound(dtype, first, last, (double) i / bins);
        }
    }

    private static int bins(DType dtype, double first, double last) {
        if (Double.isNaN(first)) {
            return 0;
        }
        if (first == last) {
            return 1;
        }
        return dtype.isNumeric()
                ? ColumnProfile.BINS
                : (int) Math.min(ColumnProfile.BINS, last - first);
    }

    private static double bound(DType dtype, double first, double last, double share) {
        double bound = first * (1 - share) + last * share;
        return dtype.isNumeric() ? bound : Math.floor(bound);
    }

    /** For a type whose values do not lie on a line. */
    static Histogram none() {
        return new Histogram(DType.STRING, Double.NaN, Double.NaN);
    }

    void add(double place, long times) {
        int bins = counts.length;
        double first = bounds[0];
        double width = bounds[bins] / 2 - first / 2;
        int bin = width > 0 ? (int) ((place / 2 - first / 2) / width * bins) : 0;
        bin = Math.clamp(bin, 0, bins - 1);
        while (bin > 0 && place < bounds[bin]) {
            bin--;
        }
        while (bin < bins - 1 && place >= bounds[bin + 1]) {
            bin++;
        }
        counts[bin] += times;
    }

    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(
                    new Bin(
                            Numbers.value(bounds[i], dtype),
                            Numbers.value(bounds[i + 1], dtype),
                            counts[i]));
        }
        return bins;
    }
}
