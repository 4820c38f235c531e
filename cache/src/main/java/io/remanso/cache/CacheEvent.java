package io.remanso.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a cache.
 *
 * @param cache the name of the cache
 * @param kind what happened
 * @param key the key's text, or the tags or the pattern of an invalidation; null when the event is
 *     about the whole cache
 * @param tier which tier answered; null where that has no meaning
 * @param took how long it took; zero where that was not measured
 * @param error what went wrong; null when nothing did
 */
public record CacheEvent(
        String cache,
        Kind kind,
        @Nullable String key,
        @Nullable Tier tier,
        Duration took,
        @Nullable Throwable error) {

    /** What can happen. */
    public enum Kind {
        HIT,
        MISS,
        STALE_SERVED,
        LOAD,
        LOAD_FAILED,
        PUT,
        INVALIDATE,
        INVALIDATE_TAGS,
        INVALIDATE_GLOB,
        CLEAR,
        /** An entry in Redis was damaged or of an unknown form; it counts as a miss. */
        UNREADABLE,
        /** A loaded value was not stored, because an invalidation came while it was loaded. */
        PUBLISH_REFUSED,
        /** The near tier was emptied, because invalidations may have been missed. */
        FLUSH,
        /** Redis failed a call; the cache goes on without it. */
        REDIS_FAILED
    }

    /** The two places an entry can be in. */
    public enum Tier {
        NEAR,
        FAR
    }
}
