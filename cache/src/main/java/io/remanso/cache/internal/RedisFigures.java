package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.remanso.cache.CacheStats;
import io.remanso.cache.ServiceStats;
import io.remanso.redis.Redis;
import java.time.Duration;

/** Counts what an application has in Redis, without ever holding Redis up. */
public final class RedisFigures {

    private static final int STEP = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final CacheEngine engine;

    public RedisFigures(CacheEngine engine) {
        this.engine = engine;
    }

    /** The figures of now; what cannot be asked for because Redis is away is 0. */
    public ServiceStats read(CacheStats stats) {
        long keys = 0;
        long evicted = 0;
        boolean connected = engine.connected();
        Redis redis = engine.redis();
        if (redis != null && connected) {
            try {
                keys = count(redis);
                evicted = evicted(redis);
            } catch (FarException e) {
                connected = false;
            }
        } else if (redis == null) {
            keys = stats.nearEntries();
        }
        return new ServiceStats(
                connected,
                keys,
                stats.hits(),
                stats.misses(),
                stats.hitRate(),
                evicted,
                engine.prefix());
    }

    private long count(Redis redis) {
        String pattern = new RedisKeys(engine.prefix()).entries("*");
        ScanArgs args = ScanArgs.Builder.limit(STEP).match(pattern.getBytes(UTF_8));
        long count = 0;
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScanCursor from = cursor;
            KeyScanCursor<byte[]> step =
                    Waiting.on(redis.sendRepeatable(c -> c.scan(from, args)), LIMIT);
            count += step.getKeys().size();
            cursor = step;
        } while (!cursor.isFinished());
        return count;
    }

    private static long evicted(Redis redis) {
        String info = Waiting.on(redis.sendRepeatable(c -> c.info("stats")), LIMIT);
        for (String line : info.split("\r?\n", -1)) {
            if (line.startsWith("evicted_keys:")) {
                return Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return 0;
    }
}
