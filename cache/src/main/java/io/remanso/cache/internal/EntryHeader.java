package io.remanso.cache.internal;

import java.util.List;

/**
 * What stands before the value of an entry in Redis.
 *
 * @param format the letter of the codec, or {@link EntryFrame#NULL} for a null
 * @param compression the letter of the compression
 * @param schemaVersion the version of the values' shape
 * @param id a random number, different in each write
 * @param writtenAt milliseconds since 1970 by the clock of Redis
 * @param ttl milliseconds for which the value is fresh
 * @param epoch the epoch of the log when the load began
 * @param seq the number of the last invalidation known when the load began
 * @param rawLength bytes of the encoded value before compression
 * @param generations the names of the generations that the entry belongs to: first its namespace,
 *     then its tags
 * @param own the options that the entry has of its own; empty for none
 */
record EntryHeader(
        char format,
        char compression,
        int schemaVersion,
        long id,
        long writtenAt,
        long ttl,
        String epoch,
        long seq,
        int rawLength,
        List<String> generations,
        String own) {}
