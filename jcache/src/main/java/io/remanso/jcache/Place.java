package io.remanso.jcache;

import io.remanso.cache.Caches;
import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.redis.RedisUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a manager's caches are.
 *
 * @param redis null when they are in this process
 * @param prefix what all keys in Redis begin with
 * @param limit the longest wait for an answer of Redis
 * @param eternal how long entries live whose policy says eternal
 */
record Place(@Nullable RedisSettings redis, String prefix, Duration limit, Duration eternal) {

    /** Longer than any process lives. */
    private static final Duration FOR_GOOD = Duration.ofDays(36_500);

    /** A cleared entry stays in Redis, void, for what is left of its time: not for good. */
    private static final Duration FOR_GOOD_IN_REDIS = Duration.ofDays(30);

    private static final String DEFAULT_PREFIX = "jcache:";
    private static final Set<String> REDIS_SCHEMES =
            Set.of(
                    "redis",
                    "rediss",
                    "redis-sentinel",
                    "rediss-sentinel",
                    "redis-cluster",
                    "rediss-cluster");
    private static final Logger log = LoggerFactory.getLogger("io.remanso.jcache");

    /**
     * Reads the settings.
     *
     * @throws CacheException for the first value that is not allowed
     */
    static Place of(URI uri, Properties properties) {
        Map<String, String> values = new TreeMap<>(System.getenv());
        System.getProperties().forEach((name, value) -> values.put("" + name, "" + value));
        properties.forEach((name, value) -> values.put("" + name, "" + value));
        if (REDIS_SCHEMES.contains("" + uri.getScheme())) {
            values.put("REDIS_URL", uri.toString());
            values.put("REDIS_ENABLED", "true");
        }
        try {
            if (!flag(values)) {
                return new Place(null, "", Duration.ZERO, FOR_GOOD);
            }
            RedisSettings redis = RedisSettings.from(values);
            String prefix = values.getOrDefault("CACHE_PREFIX", "");
            return new Place(
                    redis,
                    prefix.isEmpty() ? DEFAULT_PREFIX : prefix,
                    values.getOrDefault("REDIS_SOCKET_TIMEOUT", "").isBlank()
                            ? Caches.DEFAULT_LIMIT
                            : redis.socketTimeout(),
                    eternal(values.getOrDefault("REDIS_TTL_DEFAULT", "").strip()));
        } catch (InvalidSettingException e) {
            throw new CacheException(e.getMessage(), e);
        }
    }

    private static boolean flag(Map<String, String> values) {
        String text = values.getOrDefault("REDIS_ENABLED", "").strip();
        if (text.isEmpty() || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        throw new CacheException("REDIS_ENABLED must be true or false, got '%s'".formatted(text));
    }

    private static Duration eternal(String seconds) {
        if (seconds.isEmpty()) {
            return FOR_GOOD_IN_REDIS;
        }
        try {
            long count = Long.parseLong(seconds);
            if (count > 0 && count <= FOR_GOOD.toSeconds()) {
                return Duration.ofSeconds(count);
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new CacheException(
                "REDIS_TTL_DEFAULT must be a number of seconds from 1 to %d, got '%s'"
                        .formatted(FOR_GOOD.toSeconds(), seconds));
    }

    /**
     * What a manager holds open.
     *
     * @param redis null in process
     */
    record Opened(@Nullable Redis redis, Caches caches) implements AutoCloseable {
        @Override
        public void close() {
            caches.close();
            if (redis != null) {
                redis.close();
            }
        }
    }

    /** Opens the caches; when Redis does not answer now, they begin without it. */
    Opened open() {
        if (redis == null) {
            return new Opened(null, Caches.inProcess());
        }
        try {
            Redis connection = Redis.connect(redis);
            return new Opened(connection, Caches.over(connection, prefix, limit));
        } catch (RedisUnavailableException e) {
            log.warn("JCache begins without Redis and goes on trying: {}", e.getMessage());
            Redis connection = Redis.open(redis);
            return new Opened(connection, Caches.over(connection, prefix, limit));
        }
    }
}
