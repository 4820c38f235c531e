package io.remanso.cache.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A clock that a thread of its own sets every few milliseconds. */
final class TickingClock extends CacheClock {

    /** How exact times in process are, given a free core. */
    static final Duration RESOLUTION = Duration.ofMillis(5);

    private final Thread thread;
    private volatile boolean closed;

    TickingClock() {
        set(System.nanoTime());
        thread = Thread.ofPlatform().daemon().name("remanso-cache-clock").start(this::tick);
    }

    private void tick() {
        while (!closed) {
            LockSupport.parkNanos(RESOLUTION.toNanos());
            set(System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
