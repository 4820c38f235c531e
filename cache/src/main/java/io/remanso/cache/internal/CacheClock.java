package io.remanso.cache.internal;

/**
 * Time in process, in nanoseconds from an arbitrary origin, kept in a field: reading it costs no
 * system call, which a hit in process could not afford. Thread-safe.
 */
abstract class CacheClock implements AutoCloseable {

    private volatile long now;

    final long now() {
        return now;
    }

    final void set(long nanos) {
        now = nanos;
    }

    @Override
    public void close() {}
}
