package io.remanso.cache;

import java.time.Duration;

/** The rules that settings of caches and options of entries share. */
final class Rule {

    private Rule() {}

    static Duration positive(String what, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("%s must be positive, got %s".formatted(what, time));
        }
        return time;
    }

    static Duration notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "%s must not be negative, got %s".formatted(what, time));
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
