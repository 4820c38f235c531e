package io.remanso.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands by hand: no tier in process. */
final class LettuceNode implements CacheNode {

    private final RedisClient client;
    private final RedisCommands<byte[], byte[]> commands;

    LettuceNode(String url) {
        client = RedisClient.create(url);
        commands = client.connect(ByteArrayCodec.INSTANCE).sync();
    }

    @Override
    public @Nullable Item get(String key) {
        byte[] bytes = commands.get(key(key));
        return bytes == null ? null : Item.decode(bytes);
    }

    @Override
    public Item load(String key) {
        Item held = get(key);
        if (held != null) {
            return held;
        }
        Item loaded = Item.load(key);
        put(key, loaded);
        return loaded;
    }

    @Override
    public void put(String key, Item item) {
        commands.psetex(key(key), TTL.toMillis(), Item.encode(item));
    }

    @Override
    public Map<String, Item> getAll(List<String> keys) {
        List<KeyValue<byte[], byte[]>> values =
                commands.mget(keys.stream().map(LettuceNode::key).toArray(byte[][]::new));
        Map<String, Item> all = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).hasValue()) {
                all.put(keys.get(i), Item.decode(values.get(i).getValue()));
            }
        }
        return all;
    }

    private static byte[] key(String key) {
        return ("lettuce:" + key).getBytes(UTF_8);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
