package io.remanso.benchmarks;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.Caches;
import io.remanso.cache.KeyCodec;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remanso with both tiers. */
final class RemansoNode implements CacheNode {

    private final Redis redis;
    private final Caches caches;
    private final Cache<String, Item> cache;

    RemansoNode(String url, int nearEntries) {
        redis = Redis.connect(RedisSettings.of(url).withConnectTimeout(Duration.ofSeconds(30)));
        caches = Caches.over(redis, "remanso:");
        cache =
                caches.create(
                        CacheSettings.of("items", KeyCodec.of(String.class), Item.CODEC)
                                .ttl(TTL)
                                .nearMaximumEntries(nearEntries)
                                .nearTtl(TTL)
                                .build());
    }

    @Override
    public @Nullable Item get(String key) {
        return cache.get(key);
    }

    @Override
    public Item load(String key) {
        return Objects.requireNonNull(cache.get(key, Item::load));
    }

    @Override
    public void put(String key, Item item) {
        cache.put(key, item);
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        return cache.getAll(keys);
    }

    @Override
    public void close() {
        caches.close();
        redis.close();
    }
}
