package io.remanso.tables.profiles;

import org.jspecify.annotations.Nullable;

/**
 * Mean and standard deviation of finite numbers. The mean is a sum with Neumaier's compensation,
 * right to the last digits; the deviation is by Welford's recurrence, which does not cancel.
 */
final class Moments {

    private static final double COARSE = 0x1p-64;

    private long count;
    private double sum;
    private double lost;

    /** The sum in units so large that it cannot overflow. */
    private double coarse;

    private double mean;
    private double squares;

    void add(double value, long times) {
        count += times;
        double term = value * times;
        double total = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? sum - total + term : term - total + sum;
        sum = total;
        coarse += value * COARSE * times;
        double before = value - mean;
        mean += before * ((double) times / count);
        squares += times * before * (value - mean);
    }

    /** Null without numbers. */
    @Nullable Double mean() {
        if (count == 0) {
            return null;
        }
        double exact = (sum + lost) / count;
        return Double.isFinite(exact) ? exact : coarse / count / COARSE;
    }

    /** With the divisor n - 1; null for fewer than two numbers, or when a double cannot say it. */
    @Nullable Double std() {
        return count < 2 ? null : finite(Math.sqrt(squares / (count - 1)));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
