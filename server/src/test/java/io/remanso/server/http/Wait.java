package io.remanso.server.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for a condition. */
final class Wait {

    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    private Wait() {}

    /** Asks until the answer is yes; fails when it stays no for a minute. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain until " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
