package io.remanso.tables.operations;

/**
 * A generator of numbers by chance that gives the same ones for the same seed in every release of
 * the JDK: SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
 * (2014). Not thread-safe.
 */
final class SplitMix {

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    SplitMix(long seed) {
        this.state = seed;
    }

    /** From 0, included, to 1, excluded. */
    double nextDouble() {
        state += STEP;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 11) * UNIT;
    }
}
