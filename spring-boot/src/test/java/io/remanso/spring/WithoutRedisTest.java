package io.remanso.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.spring.shop.Goods;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A failure of Redis is never the caller's. */
class WithoutRedisTest {

    @Test
    void aNodeStartsAndAnswersWithoutRedis() {
        RedisServer gone = RedisServer.start();
        gone.close();
        try (ShopNode node =
                ShopNode.start(
                        Shop.class,
                        "remanso.redis-enabled=true",
                        "remanso.redis-url=" + gone.url())) {
            answersAndCaches(node);
            CacheService service = node.bean(CacheService.class);
            assertThat(service.set("a", 1)).isFalse();
            assertThat(node.get("/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aNodeGoesOnWhenRedisIsKilledAndSharesAgainWhenItIsBack() {
        try (RedisServer redis = RedisServer.start();
                ShopNode one = ShopNode.over(redis, Shop.class);
                ShopNode two = ShopNode.over(redis, Shop.class)) {
            String kept = one.get("/stats/kept").body();
            redis.kill();
            Await.until("the node notices", () -> !one.bean(Caches.class).connected());
            assertThat(one.get("/stats/kept").body()).isEqualTo(kept);
            answersAndCaches(one);

            redis.restart();
            Await.until(
                    "both are back",
                    () -> one.bean(Caches.class).connected() && two.bean(Caches.class).connected());
            HttpResponse<String> shared = one.get("/stats/back");
            assertThat(shared.statusCode()).isEqualTo(200);
            assertThat(two.get("/stats/back").body()).isEqualTo(shared.body());
        }
    }

    private static void answersAndCaches(ShopNode node) {
        HttpResponse<String> first = node.get("/stats/new");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(node.get("/stats/new").body()).isEqualTo(first.body());
        Goods goods = node.bean(Goods.class);
        Goods.Good good = Objects.requireNonNull(goods.find(31));
        assertThat(goods.find(31)).isEqualTo(good);
        goods.drop(31);
        assertThat(goods.find(31)).isNotEqualTo(good);
    }
}
