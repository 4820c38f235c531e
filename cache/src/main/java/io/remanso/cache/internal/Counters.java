package io.remanso.cache.internal;

import java.util.concurrent.atomic.LongAdder;

/** What is counted in one cache. Thread-safe. */
final class Counters {
    final LongAdder farHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder joined = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder invalidations = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder publishesRefused = new LongAdder();
    final LongAdder flushes = new LongAdder();
    final LongAdder redisFailures = new LongAdder();
}
