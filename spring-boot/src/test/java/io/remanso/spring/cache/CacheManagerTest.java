package io.remanso.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.spring.settings.StartRefusedException;
import io.remanso.spring.shop.Gate;
import io.remanso.spring.shop.Goods;
import io.remanso.spring.shop.Goods.Good;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spring's annotations and its cache, two nodes and one Redis. */
class CacheManagerTest {

    private static RedisServer redis;
    private static ShopNode one;
    private static ShopNode two;
    private static Goods here;
    private static Goods there;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        String texts = "remanso.caches.texts.type=java.util.List<java.lang.String>";
        one = ShopNode.over(redis, Shop.class, texts);
        two = ShopNode.over(redis, Shop.class, texts);
        here = one.bean(Goods.class);
        there = two.bean(Goods.class);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        redis.close();
    }

    private static Cache cache(ShopNode node, String name) {
        return Objects.requireNonNull(node.bean(CacheManager.class).getCache(name));
    }

    @Test
    void whatOneNodeHasFoundTheOtherHas() {
        Good good = Objects.requireNonNull(here.find(1));
        assertThat(there.find(1)).isEqualTo(good);
        assertThat(String.valueOf(redis.call("GET", "shop:goods:1")))
                .endsWith(
                        "\n{\"id\":1,\"name\":\""
                                + good.name()
                                + "\",\"stock\":"
                                + good.stock().orElseThrow()
                                + "}");
        Good looked = here.look(2).orElseThrow();
        assertThat(there.look(2)).contains(looked);
        assertThat(there.lists("a", 1)).isEqualTo(here.lists("a", 1));
        assertThat(there.lists("a", 2)).isNotEqualTo(here.lists("a", 1));
    }

    @Test
    void nothingIsAValueToo() {
        int before = one.runs("find") + two.runs("find");
        assertThat(here.find(0)).isNull();
        assertThat(there.find(0)).isNull();
        assertThat(here.find(0)).isNull();
        assertThat(one.runs("find") + two.runs("find")).isEqualTo(before + 1);
        assertThat(there.look(0)).isEmpty();
        assertThat(cache(two, "goods").get(0L))
                .isNotNull()
                .extracting(Cache.ValueWrapper::get)
                .isNull();
        assertThat(cache(two, "goods").get(99L)).isNull();
    }

    @Test
    void concurrentCallersOnBothNodesCauseOneLoad() {
        int callers = 20;
        int before = one.runs("find") + two.runs("find");
        long waitingBefore = waiting(one) + waiting(two);
        List<CompletableFuture<@Nullable Good>> goods = new ArrayList<>();
        Gate.close();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < callers; i++) {
                    goods.add(CompletableFuture.supplyAsync(() -> here.find(77), threads));
                    goods.add(CompletableFuture.supplyAsync(() -> there.find(77), threads));
                }
                Await.until(
                        "all but one wait for it",
                        () -> waiting(one) + waiting(two) - waitingBefore == 2 * callers - 1);
            } finally {
                Gate.open();
            }
            assertThat(goods)
                    .extracting(CompletableFuture::join)
                    .containsOnly(goods.getFirst().join());
        }
        assertThat(one.runs("find") + two.runs("find")).isEqualTo(before + 1);
    }

    private static long waiting(ShopNode node) {
        return node.stats("goods").joined() + node.stats("goods").waits();
    }

    @Test
    void aPutAndAnEvictAreSeenOnTheOtherNode() {
        Good first = here.find(5);
        assertThat(there.find(5)).isEqualTo(first);

        Good saved = new Good(5, "saved", Optional.empty());
        here.save(saved);
        assertThat(here.find(5)).isEqualTo(saved);
        Await.until("the other node has it", () -> saved.equals(there.find(5)));

        there.drop(5);
        assertThat(there.find(5)).isNotEqualTo(saved);
        Await.until("it is gone here", () -> !saved.equals(here.find(5)));

        Good again = here.find(5);
        there.find(5);
        here.dropAll();
        assertThat(here.find(5)).isNotEqualTo(again);
        Await.until("all is gone there", () -> !Objects.equals(again, there.find(5)));
    }

    @Test
    void futuresAreLoadedOnceAndTheirValueIsKept() {
        Good good = here.soon(3).join();
        assertThat(there.soon(3).join()).isEqualTo(good);
        assertThat(one.runs("soon") + two.runs("soon")).isEqualTo(1);

        Cache cache = cache(two, "futures");
        assertThat(Objects.requireNonNull(cache.retrieve(3L)).join())
                .extracting(value -> ((Cache.ValueWrapper) value).get())
                .isEqualTo(good);
        assertThat(Objects.requireNonNull(cache.retrieve(4L)).join()).isNull();
        CompletableFuture<Object> failed =
                cache.retrieve(
                        4L, () -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        assertThatThrownBy(failed::join).hasCause(new IllegalStateException("no"));
    }

    @Test
    void whatComesLaterIsKeptWithoutSyncToo() {
        Good good = Objects.requireNonNull(here.eventually(3).join());
        assertThat(there.eventually(3).join()).isEqualTo(good);
        assertThat(here.eventually(0).join()).isNull();
        assertThat(there.eventually(0).join()).isNull();
        assertThat(one.runs("eventually") + two.runs("eventually")).isEqualTo(2);
        assertThat(there.mono(3).block()).isEqualTo(here.mono(3).block());
        assertThat(there.flux(3).collectList().block())
                .isEqualTo(here.flux(3).collectList().block());
        assertThat(one.runs("mono") + two.runs("mono")).isEqualTo(1);
        assertThat(one.runs("flux") + two.runs("flux")).isEqualTo(1);
    }

    @Test
    void anOptionalInsideOfAFutureIsKeptAsOne() {
        Optional<Good> good = here.perhaps(3).join();
        assertThat(good).isPresent();
        assertThat(there.perhaps(3).join()).isEqualTo(good);
        assertThat(here.perhaps(0).join()).isEmpty();
        assertThat(there.perhaps(0).join()).isEmpty();
        assertThat(one.runs("perhaps") + two.runs("perhaps")).isEqualTo(2);
    }

    @Test
    void timesComeBackWithTheirOffsetAndZone() {
        assertThat(there.times(1)).isEqualTo(here.times(1)).isEqualTo(there.times(1));
        assertThat(here.times(2)).isEqualTo(there.times(2));
        assertThat(one.runs("times") + two.runs("times")).isEqualTo(2);
    }

    @Test
    void whatTheMethodThrowsReachesTheCallerAndIsNotKept() {
        assertThatThrownBy(() -> here.count(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to count 1");
        assertThatThrownBy(() -> here.count("")).hasMessage("nothing to count 2");
        assertThatThrownBy(() ->
                        cache(one, "counts")
                                .get(
                                        "x",
                                        () -> {
                                            throw new java.io.IOException("gone");
                                        }))
                .isInstanceOf(Cache.ValueRetrievalException.class)
                .hasCause(new java.io.IOException("gone"));
        assertThat(here.count("things")).isEqualTo(there.count("things"));
    }

    @Test
    void springsOwnCallsDoWhatTheySay() {
        Cache cache = cache(one, "texts");
        assertThat(cache.putIfAbsent("k", List.of("a"))).isNull();
        Cache.ValueWrapper held = cache(two, "texts").putIfAbsent("k", List.of("b"));
        assertThat(held).isNotNull().extracting(Cache.ValueWrapper::get).isEqualTo(List.of("a"));
        assertThat((Object) cache.get("k", List.class)).isEqualTo(List.of("a"));
        assertThatThrownBy(() -> cache.get("k", String.class))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.evictIfPresent("k")).isTrue();
        assertThat(cache.evictIfPresent("k")).isFalse();
        assertThat(cache.get("k")).isNull();
        cache.put("k", null);
        assertThat(cache.putIfAbsent("k", List.of("c"))).isNotNull();
        cache.invalidate();
        assertThat(cache.get("k")).isNull();
        assertThat(cache.getName()).isEqualTo("texts");
        assertThat(cache.getNativeCache()).isInstanceOf(io.remanso.cache.Cache.class);
        assertThat(one.bean(CacheManager.class).getCacheNames())
                .contains("goods", "lists", "futures", "counts", "texts");
    }

    @Test
    void anEntryCannotBringATypeOfItsOwn() {
        // Written by somebody who hopes that a reader obeys the name of a class.
        try (Redis connection = Redis.connect(RedisSettings.of(redis.url()));
                Caches caches = Caches.over(connection, "shop:")) {
            io.remanso.cache.Cache<String, JsonNode> goods =
                    caches.create(CacheSettings.of("goods", String.class, JsonNode.class).build());
            Await.until("the writer is connected", caches::connected);
            JsonMapper json = JsonMapper.shared();
            goods.put("8", json.readTree("[\"javax.script.ScriptEngineManager\",{}]"));
            goods.put("9", json.readTree("{\"@class\":\"java.io.File\",\"id\":9,\"name\":\"x\"}"));
        }
        long before = two.stats("goods").unreadable();
        assertThat(there.find(8))
                .isEqualTo(new Good(8, "good " + two.runs("find"), Optional.of(two.runs("find"))));
        assertThat(two.stats("goods").unreadable()).isGreaterThan(before);
        assertThat(there.find(9)).isEqualTo(new Good(9, "x", Optional.empty()));
    }

    @Test
    void aCacheWithoutAKnownTypeIsRefused() {
        CacheManager manager = one.bean(CacheManager.class);
        assertThatThrownBy(() -> manager.getCache("unknown"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "The type of the values of cache 'unknown' must be known, no @Cacheable method names it; set remanso.caches.unknown.type");
    }
}
