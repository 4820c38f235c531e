package io.remanso.tables.profiles;

import io.remanso.tables.DType;
import io.remanso.tables.profiles.ColumnProfile.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The quantiles of values that come in rising order, whose number is known before. */
final class Quantiles {

    private static final double[] SHARES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private final boolean numeric;
    private final long count;

    /** By rank, from 0: the value there; for numbers its place. */
    private final TreeMap<Long, Object> atRank = new TreeMap<>();

    private final List<Long> wanted;
    private int next;
    private long seen;

    Quantiles(DType dtype, long count) {
        this.numeric = dtype.isNumeric();
        this.count = count;
        List<Long> ranks = new ArrayList<>();
        for (double share : SHARES) {
            ranks.add(low(share));
            ranks.add(Math.min(low(share) + 1, count - 1));
        }
        this.wanted = count == 0 ? List.of() : ranks.stream().distinct().sorted().toList();
    }

    /** For numbers the rank at or below the quantile; else the rank of the quantile. */
    private long low(double share) {
        return numeric
                ? (long) Math.floor(share * (count - 1))
                : (long) Math.ceil(share * count) - 1;
    }

    void add(Values values, int row, long times) {
        seen += times;
        while (next < wanted.size() && wanted.get(next) < seen) {
            atRank.put(wanted.get(next++), numeric ? values.place(row) : values.value(row));
        }
    }

    List<Quantile> list() {
        List<Quantile> quantiles = new ArrayList<>();
        for (double share : atRank.isEmpty() ? new double[0] : SHARES) {
            quantiles.add(new Quantile(share, at(share)));
        }
        return quantiles;
    }

    private Object at(double share) {
        long rank = low(share);
        Object value = at(rank);
        if (!numeric) {
            return value;
        }
        double low = (Double) value;
        double high = (Double) at(Math.min(rank + 1, count - 1));
        double fraction = share * (count - 1) - rank;
        double between =
                low == high || fraction == 0 ? low : low * (1 - fraction) + high * fraction;
        return Double.isFinite(between) ? (Object) between : Double.toString(between);
    }

    private Object at(long rank) {
        Object value = atRank.get(rank);
        if (value == null) {
            throw new IllegalStateException(
                    "A column of %d values must give all of them, got %d".formatted(count, seen));
        }
        return value;
    }
}
