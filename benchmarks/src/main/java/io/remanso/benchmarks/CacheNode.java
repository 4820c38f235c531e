package io.remanso.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cache that is compared, with connections of its own. Thread-safe. A call returns
 * when what it waits for in Redis is acknowledged.
 */
interface CacheNode extends AutoCloseable {

    /** The time to live of all entries, where the cache has one. */
    Duration TTL = Duration.ofMinutes(10);

    @Nullable Item get(String key);

    /** The value, from {@link Item#load} if the cache has none. */
    Item load(String key);

    void put(String key, Item item);

    Map<String, Item> getAll(List<String> keys);

    @Override
    void close();
}
