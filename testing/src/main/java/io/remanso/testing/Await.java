package io.remanso.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting on a condition with a deadline, the only form of waiting in tests. A condition that
 * throws counts as not met; its last exception is the cause of the failure at the deadline.
 */
public final class Await {

    /** The deadline when none is named: far above what any condition here needs. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /** Returns as soon as the condition holds; fails after {@link #DEADLINE}. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError when the deadline passes or the thread is interrupted
     */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Throwable last = null;
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception | AssertionError e) {
                last = e;
            }
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("Not so within " + deadline + ": " + what, last);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
