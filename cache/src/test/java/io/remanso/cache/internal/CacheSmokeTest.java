package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CacheSmokeTest {

    @Test
    void whatOneNodePutsAnotherReadsAndAnInvalidationReachesBoth() {
        try (RedisServer server = RedisServer.start();
                Nodes nodes = new Nodes()) {
            AtomicInteger loads = new AtomicInteger();
            CacheEngine one = nodes.connect(server.url());
            CacheEngine two = nodes.connect(server.url());
            Cache<String, String> a = one.create(settings(loads));
            Cache<String, String> b = two.create(settings(loads));

            assertThat(a.get("k")).isEqualTo("v1");
            assertThat(b.get("k")).isEqualTo("v1");
            assertThat(loads).hasValue(1);
            a.put("k", "put");
            assertThat(a.get("k")).isEqualTo("put");
            Await.until("b sees the put", () -> "put".equals(b.get("k")));
            a.invalidate("k");
            assertThat(a.get("k")).isEqualTo("v2");
            Await.until("b sees the invalidation", () -> "v2".equals(b.get("k")));
            assertThat(loads).hasValue(2);
            a.clear();
            assertThat(a.get("k")).isEqualTo("v3");
            Await.until("b sees the clear", () -> "v3".equals(b.get("k")));
            assertThat(a.stats().redisFailures()).isZero();
        }
    }

    private static CacheSettings<String, String> settings(AtomicInteger loads) {
        return CacheSettings.of("things", String.class, String.class)
                .loader(key -> "v" + loads.incrementAndGet())
                .build();
    }
}
