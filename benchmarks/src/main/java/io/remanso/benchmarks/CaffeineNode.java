package io.remanso.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Caffeine alone: no Redis, no other node. */
final class CaffeineNode implements CacheNode {

    private final Cache<String, Item> cache;

    CaffeineNode(int nearEntries, boolean ttl) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(nearEntries);
        cache = ttl ? builder.expireAfterWrite(TTL).build() : builder.build();
    }

    @Override
    public @Nullable Item get(String key) {
        return cache.getIfPresent(key);
    }

    @Override
    public Item load(String key) {
        return cache.get(key, Item::load);
    }

    @Override
    public void put(String key, Item item) {
        cache.put(key, item);
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        return cache.getAllPresent(keys);
    }

    @Override
    public void close() {
        cache.invalidateAll();
    }
}
