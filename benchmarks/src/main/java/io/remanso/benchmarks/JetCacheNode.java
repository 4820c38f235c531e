package io.remanso.benchmarks;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.CacheResult;
import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.BroadcastManager;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.NotifyMonitorInstaller;
import com.alicp.jetcache.template.QuickConfig;
import io.lettuce.core.RedisClient;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JetCache with both tiers, on Lettuce, whose writes empty the nodes' tiers in process by a
 * broadcast.
 */
final class JetCacheNode implements CacheNode {

    /** What stands before the JSON of a value: this letter and two numbers. */
    private static final byte VALUE = 'v';

    private static final int HEADER = 1 + 2 * Long.BYTES;

    private final RedisClient client;
    private final SimpleCacheManager manager = new SimpleCacheManager();
    private final BroadcastManager broadcasts;
    private final Cache<String, Item> cache;

    @SuppressWarnings("unchecked") // its codec is of a raw type
    JetCacheNode(String url, int nearEntries) {
        client = RedisClient.create(url);
        RedisLettuceCacheBuilder<?> remote =
                RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                        .redisClient(client)
                        .connection(client.connect(new JetCacheCodec()))
                        .pubSubConnection(client.connectPubSub(new JetCacheCodec()))
                        .broadcastChannel("jetcache")
                        .keyPrefix("jetcache:")
                        .keyConvertor(key -> key)
                        .valueEncoder(JetCacheNode::encode)
                        .valueDecoder(JetCacheNode::decode);
        CaffeineCacheBuilder<?> local =
                CaffeineCacheBuilder.createCaffeineCacheBuilder()
                        .limit(nearEntries)
                        .keyConvertor(key -> key);
        String area = CacheConsts.DEFAULT_AREA;
        CacheBuilderTemplate template =
                new CacheBuilderTemplate(
                        false, Map.<String, CacheBuilder>of(area, local), Map.of(area, remote));
        template.getCacheMonitorInstallers().add(new NotifyMonitorInstaller(name -> remote));
        manager.setCacheBuilderTemplate(template);
        broadcasts = remote.createBroadcastManager(manager);
        broadcasts.startSubscribe();
        manager.putBroadcastManager(area, broadcasts);
        cache =
                manager.getOrCreateCache(
                        QuickConfig.newBuilder("items")
                                .cacheType(CacheType.BOTH)
                                .syncLocal(true)
                                .expire(TTL)
                                .build());
    }

    @Override
    public @Nullable Item get(String key) {
        return cache.get(key);
    }

    @Override
    public Item load(String key) {
        return cache.computeIfAbsent(key, Item::load);
    }

    @Override
    public void put(String key, Item item) {
        CacheResult result = cache.PUT(key, item);
        if (!result.isSuccess()) {
            throw new IllegalStateException("JetCache did not store: " + result.getMessage());
        }
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        return cache.getAll(new HashSet<>(keys));
    }

    private static byte[] encode(Object value) {
        if (!(value instanceof CacheValueHolder<?> holder)) {
            return JavaValueEncoder.INSTANCE.apply(value);
        }
        byte[] json = Item.encode((Item) holder.getValue());
        return ByteBuffer.allocate(HEADER + json.length)
                .put(VALUE)
                .putLong(holder.getExpireTime())
                .putLong(holder.getAccessTime())
                .put(json)
                .array();
    }

    private static Object decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.get() != VALUE) {
            return JavaValueDecoder.INSTANCE.apply(bytes);
        }
        CacheValueHolder<Item> holder = new CacheValueHolder<>();
        holder.setExpireTime(buffer.getLong());
        holder.setAccessTime(buffer.getLong());
        holder.setValue(Item.CODEC.decode(bytes, HEADER, bytes.length - HEADER));
        return holder;
    }

    @Override
    public void close() {
        manager.close();
        client.shutdown();
    }
}
