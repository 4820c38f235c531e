package io.remanso.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.spring.shop.Goods;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** A failure of Redis is never the caller's. */
class WithoutRedisTest {

    private static final String TEXTS =
            "remanso.caches.written-texts.type=io.remanso.spring.WithoutRedisTest$Text";

    @Test
    void aNodeStartsAndAnswersWithoutRedis() {
        try (ShopNode node = startWithoutRedis()) {
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

    @Test
    void oneOfTwoWhoPutIfAbsentIsFirst() throws Exception {
        try (ShopNode node = startWithoutRedis();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Cache cache = texts(node);
            for (int i = 0; i < 300; i++) {
                String key = "k" + i;
                CyclicBarrier together = new CyclicBarrier(8);
                List<Callable<Boolean>> callers = new ArrayList<>();
                for (int caller = 0; caller < 8; caller++) {
                    String value = "of " + caller;
                    callers.add(() -> {
                        together.await();
                        return cache.putIfAbsent(key, new Text(value, () -> {})) == null;
                    });
                }
                int first = 0;
                for (Future<Boolean> caller : threads.invokeAll(callers)) {
                    first += caller.get() ? 1 : 0;
                }
                assertThat(first).as(key).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsSaidToBePutIsThereAlthoughRedisFailsInTheMiddle() {
        try (RedisServer redis = RedisServer.start();
                ShopNode node = ShopNode.over(redis, Shop.class, TEXTS)) {
            Cache cache = texts(node);
            assertThat(cache.putIfAbsent("k", new Text("a", redis::kill))).isNull();
            assertThat(cache.get("k"))
                    .isNotNull()
                    .extracting(held -> String.valueOf(held.get()))
                    .isEqualTo("a");
            assertThat(cache.putIfAbsent("k", new Text("b", () -> {}))).isNotNull();
        }
    }

    private static ShopNode startWithoutRedis() {
        RedisServer gone = RedisServer.start();
        gone.close();
        return ShopNode.start(
                Shop.class, "remanso.redis-enabled=true", "remanso.redis-url=" + gone.url(), TEXTS);
    }

    private static Cache texts(ShopNode node) {
        return Objects.requireNonNull(node.bean(CacheManager.class).getCache("written-texts"));
    }

    /** A text with something that happens while it is written. */
    static final class Text {

        private final String text;
        private final Runnable whenWritten;

        Text(String text, Runnable whenWritten) {
            this.text = text;
            this.whenWritten = whenWritten;
        }

        @JsonCreator
        static Text of(String text) {
            return new Text(text, () -> {});
        }

        @JsonValue
        String written() {
            whenWritten.run();
            return text;
        }

        @Override
        public String toString() {
            return text;
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
