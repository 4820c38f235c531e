package io.remanso.jcache;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Locks that keys share, so that the steps of this node on one key, and their events, come one
 * after the other. Thread-safe.
 */
final class KeyLocks {

    private static final int LOCKS = 256;

    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

    <T> T with(Object key, Supplier<T> step) {
        ReentrantLock lock = locks.get(place(key));
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    void hold(Object key, Runnable step) {
        holdAll(List.of(key), step);
    }

    /**
     * Holds the locks of all the keys: in one order for everybody, so that none waits in a ring.
     */
    void holdAll(Collection<?> keys, Runnable step) {
        List<ReentrantLock> needed =
                keys.stream().map(KeyLocks::place).distinct().sorted().map(locks::get).toList();
        needed.forEach(ReentrantLock::lock);
        try {
            step.run();
        } finally {
            needed.forEach(ReentrantLock::unlock);
        }
    }

    private static int place(Object key) {
        return (key.hashCode() * 0x9E3779B9) >>> 24;
    }
}
