package io.remanso.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured of one cache.
 *
 * @param unit what the numbers mean
 * @param value the median of all iterations; of percentiles, p50
 * @param second bytes per call, or p99; 0 for neither
 */
record CacheScore(Unit unit, double value, double second) {

    enum Unit {
        NANOS_AND_BYTES("%.1f ns, %.0f B", 1),
        MICROS("%.0f µs", 1e-3),
        PERCENTILES("%.0f, %.0f µs", 1e-3),
        PER_MICRO("%.1f", 1);

        private final String format;

        /** From what the benchmark measures to what is printed. */
        private final double factor;

        Unit(String format, double factor) {
            this.format = format;
            this.factor = factor;
        }
    }

    /** The score of a cache that was measured. */
    static CacheScore in(Map<CacheKind, CacheScore> scores, CacheKind kind) {
        return Objects.requireNonNull(scores.get(kind));
    }

    static CacheScore of(Unit unit, Collection<RunResult> runs) {
        List<Double> values = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (RunResult run : runs) {
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    Result<?> main = iteration.getPrimaryResult();
                    boolean percentiles = unit == Unit.PERCENTILES;
                    values.add(
                            percentiles ? main.getStatistics().getPercentile(50) : main.getScore());
                    seconds.add(
                            percentiles
                                    ? main.getStatistics().getPercentile(99)
                                    : bytes(iteration));
                }
            }
        }
        return new CacheScore(unit, median(values) * unit.factor, second(unit, seconds));
    }

    private static double second(Unit unit, List<Double> seconds) {
        return unit == Unit.PERCENTILES ? median(seconds) * unit.factor : median(seconds);
    }

    private static double bytes(IterationResult iteration) {
        Result<?> bytes = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
        return bytes == null ? 0 : bytes.getScore();
    }

    private static double median(List<Double> all) {
        List<Double> sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Whether this is at least as good. */
    boolean ahead(CacheScore other) {
        return unit == Unit.PER_MICRO ? value >= other.value : value <= other.value;
    }

    @Override
    public String toString() {
        return unit.format.formatted(value, second);
    }
}
