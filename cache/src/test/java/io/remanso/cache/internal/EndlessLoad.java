package io.remanso.cache.internal;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process that takes a key's lease, says so, and never ends its load: somebody has to kill it.
 */
final class EndlessLoad {

    static final String LOADING = "endless load of ";

    private EndlessLoad() {}

    /**
     * @param args the URL of Redis, the application's prefix, the cache's name, the lease time in
     *     milliseconds, the key
     */
    public static void main(String[] args) {
        Redis redis = Redis.connect(RedisSettings.of(args[0]));
        Cache<String, String> cache =
                CacheEngine.over(redis, args[1], Duration.ofSeconds(10))
                        .create(
                                CacheSettings.of(args[2], String.class, String.class)
                                        .leaseTime(Duration.ofMillis(Long.parseLong(args[3])))
                                        .build());
        cache.get(
                args[4],
                key -> {
                    System.out.println(LOADING + key);
                    new CountDownLatch(1).await();
                    return "never";
                });
    }
}
