package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.CacheSettings;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written right after a node has begun is either in force for all, or not said to be. */
class FirstWritesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Nodes nodes = new Nodes();
    private final RedisServer server = RedisServer.start();

    @AfterEach
    void close() {
        nodes.close();
        server.close();
    }

    @Test
    void whatIsPutRightAfterTheStartIsKept() {
        Cache<String, String> other = nodes.connect(server.url()).create(plain());
        try (FaultyProxy proxy = FaultyProxy.before(server);
                Redis redis = Redis.connect(RedisSettings.of(proxy.url()))) {
            proxy.delayRequests(Duration.ofMillis(100));
            try (CacheEngine engine = CacheEngine.over(redis, nodes.prefix, PATIENCE)) {
                Cache<String, String> cache = engine.create(plain());

                assertThat(cache.put("k", "put")).isTrue();
                Await.until("the node follows the log", engine::connected);
                assertThat(cache.get("k")).isEqualTo("put");
                assertThat(other.get("k")).isEqualTo("put");
            }
        }
    }

    @Test
    void whatIsPutBeforeRedisAnswersIsNotPromised() {
        Cache<String, String> other = nodes.connect(server.url()).create(plain());
        other.put("k", "before");
        try (FaultyProxy proxy = FaultyProxy.before(server)) {
            proxy.refuse();
            try (Redis redis =
                            Redis.open(
                                    RedisSettings.of(proxy.url())
                                            .withConnectTimeout(Duration.ofSeconds(1)));
                    CacheEngine engine = CacheEngine.over(redis, nodes.prefix, Nodes.SHORT)) {
                Cache<String, String> cache = engine.create(plain());

                assertThat(cache.put("k", "alone")).isFalse();
                assertThat(cache.get("k")).isEqualTo("alone");
                cache.putAll(Map.of("l", "alone"));
                assertThat(cache.update("m", held -> new Change.Store<>("alone"))).isFalse();
                proxy.heal();
                Await.until("all is settled", () -> engine.connected() && engine.pending() == 0);

                Await.until("the older value is dropped", () -> other.get("k") == null);
                assertThat(cache.get("k")).isNull();
                assertThat(cache.put("k", "together")).isTrue();
                Await.until("the other sees it", () -> "together".equals(other.get("k")));
            }
        }
    }

    private static CacheSettings<String, String> plain() {
        return CacheSettings.of("plain", String.class, String.class).build();
    }
}
