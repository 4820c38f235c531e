package io.remanso.cache.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Time in process, in nanoseconds from an arbitrary origin, kept in fields: reading it costs no
 * system call, which a hit in process could not afford. Thread-safe.
 */
abstract class CacheClock implements AutoCloseable {

    private final List<LongConsumer> hands = new CopyOnWriteArrayList<>();
    private volatile long now;

    final long now() {
        return now;
    }

    /** Tells the hand every new time, the present one at once. */
    final void drive(LongConsumer hand) {
        hands.add(hand);
        hand.accept(now);
    }

    /** Tells the hand nothing more. */
    final void release(LongConsumer hand) {
        hands.remove(hand);
    }

    final void set(long nanos) {
        now = nanos;
        for (LongConsumer hand : hands) {
            hand.accept(nanos);
        }
    }

    @Override
    public void close() {}
}
