package io.remanso.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class CacheServiceTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void anOperatorSeesTheJsonAndTheTimeToLive() {
        try (RedisServer server = RedisServer.start();
                Redis redis = redis(server.url());
                Caches caches = Caches.over(redis, "gad:", PATIENCE)) {
            CacheService service = caches.service(HOUR);
            Await.until("the node is connected", caches::connected);

            assertThat(service.set("stats:user:123:days:30", Map.of("hours", List.of(1, 2))))
                    .isTrue();
            assertThat(service.set("short", "text", Duration.ofMinutes(1))).isTrue();

            String seen = String.valueOf(server.call("GET", "gad:stats:user:123:days:30"));
            assertThat(seen).startsWith("R1j-").endsWith("\n{\"hours\":[1,2]}");
            assertThat((Long) server.call("PTTL", "gad:stats:user:123:days:30"))
                    .isBetween(3_000_000L, 3_600_000L);
            assertThat((Long) server.call("PTTL", "gad:short")).isBetween(1L, 60_000L);
            assertThat(
                            service.get(
                                    "stats:user:123:days:30",
                                    new TypeReference<Map<String, List<Integer>>>() {}))
                    .isEqualTo(Map.of("hours", List.of(1, 2)));
            assertThat(service.get("short", String.class)).isEqualTo("text");
            assertThat(service.get("short", Integer.class)).isNull();
            assertThat(service.get("none", String.class)).isNull();
        }
    }

    @Test
    void deletesByKeyByPatternAndAllButOnlyItsOwn() {
        try (RedisServer server = RedisServer.start();
                Redis redis = redis(server.url());
                Caches caches = Caches.over(redis, "gad:", PATIENCE)) {
            CacheService service = caches.service(HOUR);
            Await.until("the node is connected", caches::connected);
            server.call("SET", "other:a", "mine");
            for (int i = 0; i < 25; i++) {
                service.set("a:" + i, i);
                service.set("b:" + i, i);
            }

            assertThat(service.stats().keysCount()).isEqualTo(50);
            assertThat(service.delete("a:0")).isTrue();
            assertThat(service.get("a:0", Integer.class)).isNull();
            assertThat(service.deletePattern("a:*")).isEqualTo(24);
            assertThat(service.get("a:1", Integer.class)).isNull();
            assertThat(service.get("b:1", Integer.class)).isEqualTo(1);
            assertThat(service.clear()).isEqualTo(25);
            assertThat(service.get("b:1", Integer.class)).isNull();
            assertThat(server.call("GET", "other:a")).isEqualTo("mine");
            ServiceStats stats = service.stats();
            assertThat(stats.connected()).isTrue();
            assertThat(stats.keysCount()).isZero();
            assertThat(stats.prefix()).isEqualTo("gad:");
            assertThat(stats.keyspaceHits()).isEqualTo(1);
            assertThat(stats.keyspaceMisses()).isEqualTo(3);
            assertThat(stats.hitRate()).isEqualTo(0.25);
        }
    }

    @Test
    void whatAnyNodeDeletesIsGoneOnEveryNode() {
        try (RedisServer server = RedisServer.start();
                Redis one = redis(server.url());
                Redis two = redis(server.url());
                Caches here = Caches.over(one, "gad:", PATIENCE);
                Caches there = Caches.over(two, "gad:", PATIENCE)) {
            CacheService a = here.service(HOUR);
            CacheService b = there.service(HOUR);
            Await.until("both are connected", () -> here.connected() && there.connected());
            a.set("k", 1);
            Await.until(
                    "it is read near", () -> Integer.valueOf(1).equals(b.get("k", Integer.class)));

            a.delete("k");
            Await.until("it is gone", () -> b.get("k", Integer.class) == null);
            a.set("k", 2);
            Await.until("it is back", () -> Integer.valueOf(2).equals(b.get("k", Integer.class)));
            b.clear();
            Await.until("it is gone again", () -> a.get("k", Integer.class) == null);
        }
    }

    @Test
    void withoutRedisAReadIsAMissAndAWriteReturnsFalse() {
        try (RedisServer server = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.before(server);
                Redis redis = redis(proxy.url());
                Caches caches = Caches.over(redis, "gad:", PATIENCE)) {
            CacheService service = caches.service(HOUR);
            Await.until("the node is connected", caches::connected);
            proxy.refuse();
            Await.until("the node notices", () -> !caches.connected());

            assertThat(service.get("k", String.class)).isNull();
            assertThat(service.set("k", "v")).isFalse();
            assertThat(service.delete("other")).isFalse();
            assertThat(service.deletePattern("x*")).isZero();
            assertThat(service.stats().connected()).isFalse();
            assertThat(caches.pending()).isPositive();
        }
    }

    @Test
    void aProcessAloneHasTheSameService() {
        try (Caches caches = Caches.inProcess()) {
            CacheService service = caches.service(HOUR);

            assertThat(service.set("a:1", List.of(1))).isTrue();
            assertThat(service.get("a:1", new TypeReference<List<Integer>>() {}))
                    .containsExactly(1);
            assertThat(service.deletePattern("a:*")).isEqualTo(1);
            assertThat(service.get("a:1", Integer.class)).isNull();
            assertThat(service.stats().connected()).isFalse();
        }
    }

    @Test
    void aProcessAloneDropsFromAllCachesWhatMatches() {
        try (Caches caches = Caches.inProcess()) {
            CacheService service = caches.service(HOUR);
            Cache<String, String> names =
                    caches.create(CacheSettings.of("names", String.class, String.class).build());
            service.set("names:x", 1);
            names.put("a", "Ada");
            names.put("b", "Bo");

            assertThat(caches.invalidateGlob("names:[a-b]")).isEqualTo(2);
            assertThat(names.get("a")).isNull();
            assertThat(service.clear()).isEqualTo(1);
        }
    }

    @Test
    void whoWatchesIsToldOfEveryCacheOnce() {
        try (Caches caches = Caches.inProcess()) {
            caches.service(HOUR);
            List<String> told = new ArrayList<>();
            caches.onCreate(cache -> told.add(cache.name()));
            caches.create(CacheSettings.of("names", String.class, String.class).build());

            assertThat(told).containsExactly("service", "names");
            assertThat(caches.all()).extracting(Cache::name).containsExactlyElementsOf(told);
        }
    }

    private static Redis redis(String url) {
        return Redis.connect(
                RedisSettings.of(url)
                        .withSocketTimeout(PATIENCE)
                        .withConnectTimeout(PATIENCE.multipliedBy(2)));
    }
}
