package io.remanso.cache;

import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.internal.CacheEngine;
import io.remanso.cache.internal.RedisFigures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cache of JSON values under plain keys, all below the application's prefix. A failure of Redis
 * is never the caller's: a read is a miss, a write returns false, both are logged and counted.
 * Thread-safe.
 */
public final class CacheService {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final CacheEngine engine;
    private final Cache<String, JsonNode> cache;
    private final RedisFigures figures;

    CacheService(CacheEngine engine, Duration defaultTtl) {
        this.engine = engine;
        this.figures = new RedisFigures(engine);
        this.cache =
                engine.create(
                        CacheSettings.of(
                                        "service", KeyCodec.strings(), JsonCodec.of(JsonNode.class))
                                .keyPrefix("")
                                .ttl(defaultTtl)
                                .jitter(0)
                                .build());
    }

    /**
     * The value of the key.
     *
     * @return null when it is missing, or is no such value
     */
    public <T> @Nullable T get(String key, Class<T> type) {
        return type.cast(read(key, JSON.constructType(type)));
    }

    /**
     * The value of the key.
     *
     * @return null when it is missing, or is no such value
     */
    @SuppressWarnings("unchecked") // read as this very type
    public <T> @Nullable T get(String key, TypeReference<T> type) {
        return (T) read(key, JSON.constructType(type));
    }

    private @Nullable Object read(String key, JavaType type) {
        JsonNode node = cache.get(key);
        if (node == null) {
            return null;
        }
        try {
            return JSON.treeToValue(node, type);
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * Stores a value for the default time.
     *
     * @return whether Redis has it; in a process without Redis, whether it is stored
     */
    public boolean set(String key, Object value) {
        return store(key, value, EntryOptions.DEFAULT);
    }

    /**
     * Stores a value.
     *
     * @return whether Redis has it; in a process without Redis, whether it is stored
     * @throws IllegalArgumentException when the time to live is not positive
     */
    public boolean set(String key, Object value, Duration ttl) {
        return store(key, value, EntryOptions.DEFAULT.ttl(ttl));
    }

    private boolean store(String key, Object value, EntryOptions options) {
        JsonNode node = JSON.valueToTree(value);
        return cache.put(key, node, options);
    }

    /**
     * Drops a key.
     *
     * @return whether Redis has acknowledged it
     */
    public boolean delete(String key) {
        return engine.invalidateKey(key);
    }

    /**
     * Drops the keys that match: {@code *}, {@code ?}, {@code [a-z]}.
     *
     * @return how many were dropped
     */
    public long deletePattern(String pattern) {
        return engine.invalidateGlob(pattern);
    }

    /**
     * Drops everything below the application's prefix, at once on all nodes, and then the keys
     * themselves.
     *
     * @return how many keys were dropped
     */
    public long clear() {
        long count = deletePattern("*");
        engine.clear();
        return count;
    }

    /** What Redis says, and what this cache has counted. */
    public ServiceStats stats() {
        return figures.read(cache.stats());
    }
}
