package io.remanso.spring.admin;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisHealth;
import org.jspecify.annotations.Nullable;

/** How much there is: of Redis, or of this process when there is no Redis. */
final class MemoryFigure {

    private static final double MIB = 1024 * 1024;

    private final Caches caches;
    private final CacheService service;
    private final @Nullable Redis redis;

    MemoryFigure(Caches caches, CacheService service, @Nullable Redis redis) {
        this.caches = caches;
        this.service = service;
        this.redis = redis;
    }

    /** The keys of the application in Redis, or the entries of all caches in process. */
    long keys() {
        return redis != null
                ? service.stats().keysCount()
                : caches.all().stream().mapToLong(cache -> cache.stats().nearEntries()).sum();
    }

    /** Bytes that Redis uses; null without Redis, or when it does not say. */
    @Nullable Long bytes() {
        if (redis == null || !caches.connected()) {
            return null;
        }
        try {
            RedisHealth health = redis.health();
            Double used = health.usedMemoryMb();
            return used == null ? null : Math.round(used * MIB);
        } catch (RedisFailure e) {
            return null;
        }
    }
}
