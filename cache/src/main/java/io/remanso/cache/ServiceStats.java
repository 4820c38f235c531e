package io.remanso.cache;

/**
 * How the plain cache fares.
 *
 * @param connected whether Redis answers
 * @param keysCount keys of the application in Redis
 * @param keyspaceHits reads of this node that were answered from either tier
 * @param keyspaceMisses reads of this node that were not
 * @param hitRate hits per read, from 0 to 1
 * @param evictedKeys keys that Redis has dropped for want of memory, of all applications
 * @param prefix the application's key prefix
 */
public record ServiceStats(
        boolean connected,
        long keysCount,
        long keyspaceHits,
        long keyspaceMisses,
        double hitRate,
        long evictedKeys,
        String prefix) {}
