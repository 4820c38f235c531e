package io.remanso.cache.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * An exact count of something so frequent that even an uncontended atomic addition would show. The
 * first threads that come own a place each, to which they alone write; all others share an adder.
 * Thread-safe.
 */
final class HitCounter {

    private static final int PLACES = 64;

    /** Numbers from one place to the next: no two places share a cache line. */
    private static final int WIDTH = 16;

    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Per place the thread that owns it, and its count. */
    private final long[] numbers = new long[(PLACES + 1) * WIDTH];

    private final LongAdder others = new LongAdder();

    void increment() {
        long thread = Thread.currentThread().threadId();
        int place = placeOf(thread);
        long[] all = numbers;
        if (all[place] == thread) {
            NUMBERS.setOpaque(all, place + 1, all[place + 1] + 1);
        } else {
            incrementElsewhere(thread, place);
        }
    }

    private void incrementElsewhere(long thread, int place) {
        if (numbers[place] == 0 && NUMBERS.compareAndSet(numbers, place, 0L, thread)) {
            NUMBERS.setOpaque(numbers, place + 1, numbers[place + 1] + 1);
        } else {
            others.increment();
        }
    }

    private static int placeOf(long thread) {
        return ((int) thread & (PLACES - 1)) * WIDTH + WIDTH / 2;
    }

    long sum() {
        long sum = others.sum();
        for (int i = 0; i < PLACES; i++) {
            sum += (long) NUMBERS.getOpaque(numbers, placeOf(i) + 1);
        }
        return sum;
    }
}
