package io.remanso.cache.internal;

/** The rule by which a value may still be kept in process after it was read. */
@FunctionalInterface
interface FillGuard {

    /** No invalidation that may concern the key came after the value was read. */
    FillGuard SAFE = (entryStamp, invalidatedAt) -> entryStamp >= invalidatedAt;

    boolean mayFill(long entryStamp, long invalidatedAt);
}
