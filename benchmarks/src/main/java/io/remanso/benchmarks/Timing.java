package io.remanso.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** The median of a few runs of what takes milliseconds or seconds. */
final class Timing {

    private static final long SEED = 1;

    private Timing() {}

    /**
     * Something to measure.
     *
     * @param before is called before each run and not counted
     * @param work is what counts
     */
    record Work(Callable<?> before, Callable<?> work) {

        static Work of(Callable<?> work) {
            return new Work(() -> null, work);
        }

        private long nanos() throws Exception {
            before.call();
            long start = System.nanoTime();
            work.call();
            return System.nanoTime() - start;
        }
    }

    /** Median nanoseconds of {@code runs} runs, after {@code warmup} that are not counted. */
    static long median(int warmup, int runs, Callable<?> work) throws Exception {
        return medians(warmup, runs, Work.of(work)).getFirst();
    }

    /**
     * Medians of works that take turns, so that all of them meet the same machine, in another order
     * each time: what ran before leaves its traces in the caches of the machine.
     */
    static List<Long> medians(int warmup, int runs, Work... works) throws Exception {
        long[][] nanos = new long[works.length][runs];
        List<Integer> order = new ArrayList<>(IntStream.range(0, works.length).boxed().toList());
        Random random = new Random(SEED);
        for (int run = -warmup; run < runs; run++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                long took = works[i].nanos();
                if (run >= 0) {
                    nanos[i][run] = took;
                }
            }
        }
        List<Long> medians = new ArrayList<>();
        for (long[] measured : nanos) {
            Arrays.sort(measured);
            medians.add(measured[runs / 2]);
        }
        return medians;
    }

    static String millis(long nanos) {
        return "%.2f ms".formatted(nanos / 1e6);
    }

    static String megabytesPerSecond(long bytes, long nanos) {
        return "%.0f MB/s".formatted(bytes / 1e6 / (nanos / 1e9));
    }
}
