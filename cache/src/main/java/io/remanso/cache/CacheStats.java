package io.remanso.cache;

import java.time.Duration;

/**
 * Counts since the cache was made, and the state it is in.
 *
 * @param nearHits answers from this process
 * @param farHits answers from Redis
 * @param misses reads that neither tier could answer
 * @param staleServed stale values that stood in
 * @param loads loads that ended with a value or null
 * @param loadFailures loads that ended with an error or a timeout
 * @param loadTime time spent in loads, failed ones too
 * @param joined reads that shared the load of another caller on this node
 * @param waits reads that waited for the load of another node
 * @param puts values stored by callers
 * @param invalidations drops asked for by callers of this node
 * @param unreadable entries in Redis that were damaged or of an unknown form
 * @param publishesRefused loads whose value was not stored because of an invalidation meanwhile
 * @param fillsRefused values not kept in process because of an invalidation meanwhile
 * @param flushes how often the near tier was emptied because invalidations may have been missed
 * @param redisFailures calls to Redis that failed
 * @param pending writes and invalidations that wait for Redis to return
 * @param nearEntries entries in process
 * @param nearEvictions entries that left the process for want of room
 * @param connected whether Redis answers and the invalidation log is being followed
 */
public record CacheStats(
        long nearHits,
        long farHits,
        long misses,
        long staleServed,
        long loads,
        long loadFailures,
        Duration loadTime,
        long joined,
        long waits,
        long puts,
        long invalidations,
        long unreadable,
        long publishesRefused,
        long fillsRefused,
        long flushes,
        long redisFailures,
        long pending,
        long nearEntries,
        long nearEvictions,
        boolean connected) {

    public long hits() {
        return nearHits + farHits;
    }

    /** Hits per read, from 0 to 1; 0 before the first read. */
    public double hitRate() {
        long reads = hits() + misses;
        return reads == 0 ? 0 : (double) hits() / reads;
    }
}
