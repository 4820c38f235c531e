package io.remanso.cache.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The loads of other nodes that this node waits for. A message wakes the wait; one that is lost
 * only makes it last until its time is up. Thread-safe.
 */
final class Waiters {

    private final ConcurrentHashMap<String, Wait> waits = new ConcurrentHashMap<>();

    /** A wait, to be begun before the lease is asked for: no message is missed from then on. */
    Wait begin(String entryKey) {
        return waits.compute(entryKey, (key, old) -> old != null && !old.over() ? old : new Wait());
    }

    void wake(String entryKey) {
        Wait wait = waits.remove(entryKey);
        if (wait != null) {
            wait.end.countDown();
        }
    }

    void forget(String entryKey, Wait wait) {
        waits.remove(entryKey, wait);
    }

    /** The subscription was interrupted: messages may have been missed. */
    void wakeAll() {
        waits.keySet().forEach(this::wake);
    }

    static final class Wait {
        private final CountDownLatch end = new CountDownLatch(1);

        void await(long millis) throws InterruptedException {
            // Woken or not: the caller looks again in Redis.
            boolean woken = end.await(millis, TimeUnit.MILLISECONDS);
            assert woken || millis >= 0;
        }

        boolean over() {
            return end.getCount() == 0;
        }
    }
}
