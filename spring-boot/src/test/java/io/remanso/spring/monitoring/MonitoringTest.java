package io.remanso.spring.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.remanso.cache.Caches;
import io.remanso.spring.shop.Goods;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who run the application see. */
class MonitoringTest {

    private static final String DETAILS = "management.endpoint.health.show-details=always";

    private static JsonNode health(ShopNode node) {
        return JsonMapper.shared()
                .readTree(node.get("/actuator/health").body())
                .at("/components/remanso");
    }

    @Test
    void healthSaysHowRedisIsAndStaysUp() {
        try (RedisServer redis = RedisServer.start();
                ShopNode node = ShopNode.over(redis, Shop.class, DETAILS)) {
            assertThat(health(node).at("/status").asString()).isEqualTo("UP");
            assertThat(health(node).at("/details/redis").asString()).isEqualTo("connected");
            assertThat(health(node).at("/details/invalidations_arrive").asBoolean()).isTrue();
            redis.kill();
            Await.until("the node notices", () -> !node.bean(Caches.class).connected());
            node.bean(Goods.class).drop(1);
            assertThat(health(node).at("/status").asString()).isEqualTo("UP");
            assertThat(health(node).at("/details/redis").asString()).isEqualTo("disconnected");
            assertThat(health(node).at("/details/pending").asInt()).isPositive();
        }
        try (ShopNode alone = ShopNode.start(Shop.class, DETAILS)) {
            assertThat(health(alone).at("/details/redis").asString()).isEqualTo("disabled");
        }
    }

    @Test
    void metricsCountEachCacheAndTier() {
        try (RedisServer redis = RedisServer.start();
                ShopNode one = ShopNode.over(redis, Shop.class);
                ShopNode two = ShopNode.over(redis, Shop.class)) {
            one.bean(Goods.class).find(1);
            two.bean(Goods.class).find(1);
            two.bean(Goods.class).find(1);
            one.get("/stats/a");
            MeterRegistry first = one.bean(MeterRegistry.class);
            MeterRegistry second = two.bean(MeterRegistry.class);

            assertThat(counter(first, "misses", "cache", "goods")).isEqualTo(1);
            assertThat(counter(second, "hits", "cache", "goods", "tier", "far")).isEqualTo(1);
            assertThat(counter(second, "hits", "cache", "goods", "tier", "near")).isEqualTo(1);
            assertThat(counter(first, "misses", "cache", "stats")).isEqualTo(1);
            assertThat(first.get("remanso.cache.loads").tag("cache", "goods").functionTimer())
                    .satisfies(timer -> {
                        assertThat(timer.count()).isEqualTo(1);
                        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
                    });
            assertThat(first.get("remanso.cache.entries").tag("cache", "goods").gauge().value())
                    .isEqualTo(1);
            assertThat(first.get("remanso.cache.connected").gauge().value()).isEqualTo(1);
            assertThat(first.get("remanso.cache.pending").gauge().value()).isZero();
        }
    }

    private static double counter(MeterRegistry registry, String name, String... tags) {
        return registry.get("remanso.cache." + name).tags(tags).functionCounter().count();
    }
}
