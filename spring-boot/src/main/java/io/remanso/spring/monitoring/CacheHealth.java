package io.remanso.spring.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The state of the caches: always up, because the application goes on without Redis and must not be
 * taken out of service for it; the details say how Redis is, and how much waits for it.
 */
final class CacheHealth implements HealthIndicator {

    private final Caches caches;
    private final @Nullable Redis redis;
    private final byte[] absentKey;

    /**
     * @param prefix of the application's keys
     */
    CacheHealth(Caches caches, @Nullable Redis redis, String prefix) {
        this.caches = caches;
        this.redis = redis;
        this.absentKey = ("{" + prefix + "}health").getBytes(UTF_8);
    }

    @Override
    public Health health() {
        String state =
                redis == null ? "disabled" : redis.state(absentKey).name().toLowerCase(Locale.ROOT);
        return Health.up()
                .withDetail("redis", state)
                .withDetail("invalidations_arrive", redis == null || caches.connected())
                .withDetail("pending", caches.pending())
                .withDetail("caches", caches.all().size())
                .build();
    }
}
