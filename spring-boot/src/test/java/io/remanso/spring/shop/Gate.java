package io.remanso.spring.shop;

import java.util.concurrent.CountDownLatch;

/** Holds whoever comes until it is opened; one for all nodes of this process. */
public final class Gate {

    private static volatile CountDownLatch latch = new CountDownLatch(0);

    private Gate() {}

    public static void close() {
        latch = new CountDownLatch(1);
    }

    public static void open() {
        latch.countDown();
    }

    static void pass() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
