package io.remanso.benchmarks;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Spring's RedisCache on Lettuce: no tier in process, no bulk read. */
final class SpringNode implements CacheNode {

    private final LettuceConnectionFactory connections;
    private final Cache cache;

    SpringNode(String url) {
        URI uri = URI.create(url);
        connections = new LettuceConnectionFactory(uri.getHost(), uri.getPort());
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager manager =
                RedisCacheManager.builder(RedisCacheWriter.nonLockingRedisCacheWriter(connections))
                        .cacheDefaults(
                                RedisCacheConfiguration.defaultCacheConfig()
                                        .entryTtl(TTL)
                                        .disableCachingNullValues()
                                        .serializeValuesWith(
                                                SerializationPair.fromSerializer(
                                                        new ItemSerializer())))
                        .build();
        manager.afterPropertiesSet();
        cache = Objects.requireNonNull(manager.getCache("spring"));
    }

    @Override
    public @Nullable Item get(String key) {
        return cache.get(key, Item.class);
    }

    @Override
    public Item load(String key) {
        return Objects.requireNonNull(cache.get(key, () -> Item.load(key)));
    }

    @Override
    public void put(String key, Item item) {
        cache.put(key, item);
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        Map<String, Item> all = new HashMap<>();
        for (String key : keys) {
            Item item = get(key);
            if (item != null) {
                all.put(key, item);
            }
        }
        return all;
    }

    @Override
    public void close() {
        connections.destroy();
    }

    private static final class ItemSerializer implements RedisSerializer<Item> {
        @Override
        public byte[] serialize(@Nullable Item item) {
            return item == null ? new byte[0] : Item.encode(item);
        }

        @Override
        public @Nullable Item deserialize(byte @Nullable [] bytes) {
            return bytes == null ? null : Item.decode(bytes);
        }
    }
}
