package io.remanso.jcache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * What this node has done with a cache. Counts only while it is switched on. Thread-safe; times are
 * in microseconds, as the standard has it.
 */
final class Statistics implements CacheStatisticsMXBean {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();
    private final LongSupplier evictions;
    private volatile long evictionsBefore;
    private volatile boolean enabled;

    /**
     * @param evictions entries that have left the process for want of room
     */
    Statistics(LongSupplier evictions) {
        this.evictions = evictions;
    }

    void enable(boolean wanted) {
        enabled = wanted;
    }

    boolean enabled() {
        return enabled;
    }

    void read(boolean hit) {
        reads(hit ? 1 : 0, hit ? 0 : 1);
    }

    void reads(long found, long missed) {
        if (enabled) {
            hits.add(found);
            misses.add(missed);
        }
    }

    void put(long count) {
        if (enabled) {
            puts.add(count);
        }
    }

    void removed(long count) {
        if (enabled) {
            removals.add(count);
        }
    }

    void readTook(long nanos) {
        if (enabled) {
            getNanos.add(nanos);
        }
    }

    void putTook(long nanos) {
        if (enabled) {
            putNanos.add(nanos);
        }
    }

    void removeTook(long nanos) {
        if (enabled) {
            removeNanos.add(nanos);
        }
    }

    @Override
    public void clear() {
        hits.reset();
        misses.reset();
        puts.reset();
        removals.reset();
        getNanos.reset();
        putNanos.reset();
        removeNanos.reset();
        evictionsBefore = evictions.getAsLong();
    }

    @Override
    public long getCacheHits() {
        return hits.sum();
    }

    @Override
    public float getCacheHitPercentage() {
        return share(hits.sum());
    }

    @Override
    public long getCacheMisses() {
        return misses.sum();
    }

    @Override
    public float getCacheMissPercentage() {
        return share(misses.sum());
    }

    private float share(long part) {
        long gets = getCacheGets();
        return gets == 0 ? 0 : 100f * part / gets;
    }

    @Override
    public long getCacheGets() {
        return hits.sum() + misses.sum();
    }

    @Override
    public long getCachePuts() {
        return puts.sum();
    }

    @Override
    public long getCacheRemovals() {
        return removals.sum();
    }

    @Override
    public long getCacheEvictions() {
        return evictions.getAsLong() - evictionsBefore;
    }

    @Override
    public float getAverageGetTime() {
        return average(getNanos.sum(), getCacheGets());
    }

    @Override
    public float getAveragePutTime() {
        return average(putNanos.sum(), puts.sum());
    }

    @Override
    public float getAverageRemoveTime() {
        return average(removeNanos.sum(), removals.sum());
    }

    private static float average(long nanos, long count) {
        return count == 0 ? 0 : (float) nanos / TimeUnit.MICROSECONDS.toNanos(1) / count;
    }
}
