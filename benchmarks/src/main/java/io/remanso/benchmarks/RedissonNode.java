package io.remanso.benchmarks;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.map.MapLoader;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.LocalCachedMapOptions.EvictionPolicy;
import org.redisson.api.options.LocalCachedMapOptions.SyncStrategy;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;
import org.redisson.config.Config;

/**
 * Redisson's RLocalCachedMap, whose writes invalidate the entry on other nodes. Its entries have a
 * time to live in process only.
 */
final class RedissonNode implements CacheNode {

    private final RedissonClient client;
    private final RLocalCachedMap<String, Item> map;

    RedissonNode(String url, int nearEntries) {
        Config config = new Config();
        config.useSingleServer().setAddress(url);
        client = Redisson.create(config);
        map =
                client.getLocalCachedMap(
                        LocalCachedMapOptions.<String, Item>name("redisson")
                                .codec(new ItemCodec())
                                .cacheSize(nearEntries)
                                .evictionPolicy(EvictionPolicy.LRU)
                                .useObjectAsCacheKey(true)
                                .syncStrategy(SyncStrategy.INVALIDATE)
                                .timeToLive(TTL)
                                .loader(new ItemLoader()));
    }

    @Override
    public @Nullable Item get(String key) {
        return map.get(key);
    }

    @Override
    public Item load(String key) {
        return Objects.requireNonNull(map.get(key));
    }

    @Override
    public void put(String key, Item item) {
        map.fastPut(key, item);
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        return map.getAll(new HashSet<>(keys));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private static final class ItemLoader implements MapLoader<String, Item> {
        @Override
        public Item load(String key) {
            return Item.load(key);
        }

        @Override
        public Iterable<String> loadAllKeys() {
            return List.of();
        }
    }

    private static final class ItemCodec extends BaseCodec {
        @Override
        public Decoder<Object> getMapKeyDecoder() {
            return StringCodec.INSTANCE.getValueDecoder();
        }

        @Override
        public Encoder getMapKeyEncoder() {
            return StringCodec.INSTANCE.getValueEncoder();
        }

        @Override
        public Decoder<Object> getValueDecoder() {
            return (buffer, state) -> Item.decode(ByteBufUtil.getBytes(buffer));
        }

        @Override
        public Encoder getValueEncoder() {
            return value -> Unpooled.wrappedBuffer(Item.encode((Item) value));
        }
    }
}
