package io.remanso.cache;

import java.time.Duration;

/** The rules that settings of caches and options of entries share. */
final class Rule {

    /** A hundred years: longer times do not count in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Rule() {}

    static Duration positive(String what, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("%s must be positive, got %s".formatted(what, time));
        }
        return notTooLong(what, time);
    }

    static Duration notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "%s must not be negative, got %s".formatted(what, time));
        }
        return notTooLong(what, time);
    }

    private static Duration notTooLong(String what, Duration time) {
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be no longer than %d days, got %s"
                            .formatted(what, LONGEST.toDays(), time));
        }
        return time;
    }

    static double share(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "%s must be from 0 to 1, got %s".formatted(what, share));
        }
        return share;
    }
}
