package io.remanso.benchmarks;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** The median of a few runs of what takes milliseconds or seconds. */
final class Timing {

    private Timing() {}

    /** Median nanoseconds of {@code runs} runs, after {@code warmup} that are not counted. */
    static long median(int warmup, int runs, Callable<?> work) throws Exception {
        for (int i = 0; i < warmup; i++) {
            work.call();
        }
        long[] nanos = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.call();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[runs / 2];
    }

    static String millis(long nanos) {
        return "%.2f ms".formatted(nanos / 1e6);
    }

    static String megabytesPerSecond(long bytes, long nanos) {
        return "%.0f MB/s".formatted(bytes / 1e6 / (nanos / 1e9));
    }
}
