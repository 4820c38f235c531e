package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Caches;
import io.remanso.spring.shop.Gate;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached answers over real HTTP, two nodes and one Redis. */
class CachedEndpointTest {

    private static RedisServer redis;
    private static ShopNode one;
    private static ShopNode two;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        one = ShopNode.over(redis, Shop.class, "remanso.endpoint-cache-max-kb=32");
        two = ShopNode.over(redis, Shop.class, "remanso.endpoint-cache-max-kb=32");
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        redis.close();
    }

    @BeforeEach
    void clear() {
        one.bean(Caches.class).clear();
        Await.until(
                "the clear has arrived",
                () -> hit(one.get("/stats/probe")) || hit(two.get("/stats/probe")));
    }

    private static boolean hit(HttpResponse<?> response) {
        return status(response).startsWith("remanso; hit; ttl=");
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    private static String etag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElse("none");
    }

    @Test
    void whatOneNodeHasAnsweredTheOtherGivesAgain() {
        HttpResponse<String> first = one.get("/stats/a?tag=x&tag=y&days=30");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(status(first)).isEqualTo("remanso; fwd=miss; stored; ttl=600");
        assertThat(etag(first)).matches("\"[0-9a-f]{32}\"");

        HttpResponse<String> again = two.get("/stats/a?tag=x&tag=y&days=30");
        assertThat(status(again)).matches("remanso; hit; ttl=(59\\d|600)");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(etag(again)).isEqualTo(etag(first));
        assertThat(again.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"))
                .contains("application/json");
        assertThat(again.headers().firstValueAsLong("Content-Length"))
                .hasValue(first.body().length());
    }

    @Test
    void theOrderOfParametersDoesNotMatterButThatOfRepeatedValuesDoes() {
        String body = one.get("/stats/a?tag=x&tag=y&days=30").body();

        assertThat(one.get("/stats/a?days=30&tag=x&tag=y").body()).isEqualTo(body);
        assertThat(two.get("/stats/a?tag=x&days=30&tag=y&use_cache=true").body()).isEqualTo(body);
        assertThat(one.get("/stats/a?tag=y&tag=x&days=30").body()).isNotEqualTo(body);
        assertThat(one.get("/stats/a?tag=x,y&days=30").body()).isNotEqualTo(body);
        assertThat(one.get("/stats/a?tag=x&tag=y&days=3").body()).isNotEqualTo(body);
        assertThat(one.get("/stats/a?tag=x&tag=y").body()).isNotEqualTo(body);
        assertThat(one.get("/stats/b?tag=x&tag=y&days=30").body()).isNotEqualTo(body);
        assertThat(one.get("/stats/a?tag=x&tag=y&days=30", "Accept", "application/json").body())
                .isNotEqualTo(body);
    }

    @Test
    void concurrentCallersOnBothNodesCauseOneRun() {
        int callers = 20;
        int before = one.runs("stats") + two.runs("stats");
        long waitingBefore = waiting(one) + waiting(two);
        Gate.close();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < callers; i++) {
                answers.add(one.begin("/stats/crowd"));
                answers.add(two.begin("/stats/crowd"));
            }
            Await.until(
                    "all but one wait for it",
                    () -> waiting(one) + waiting(two) - waitingBefore == 2 * callers - 1);
        } finally {
            Gate.open();
        }
        assertThat(answers)
                .extracting(answer -> answer.join().body())
                .containsOnly(answers.getFirst().join().body());
        assertThat(one.runs("stats") + two.runs("stats")).isEqualTo(before + 1);
        assertThat(answers)
                .filteredOn(answer -> status(answer.join()).contains("stored"))
                .hasSize(1);
    }

    private static long waiting(ShopNode node) {
        return node.stats("stats").joined() + node.stats("stats").waits();
    }

    @Test
    void aBypassRunsTheHandlerAndLeavesTheCacheAsItIs() {
        String kept = one.get("/stats/a").body();

        HttpResponse<String> bypassed = one.get("/stats/a?use_cache=false");
        assertThat(status(bypassed)).isEqualTo("remanso; fwd=bypass");
        assertThat(bypassed.body()).isNotEqualTo(kept);
        assertThat(etag(bypassed)).isNotEqualTo("none");
        assertThat(one.get("/stats/a").body()).isEqualTo(kept);
        assertThat(two.get("/stats/a").body()).isEqualTo(kept);

        assertThat(status(one.get("/stats/new?use_cache=false"))).isEqualTo("remanso; fwd=bypass");
        assertThat(status(one.get("/stats/new"))).contains("stored");
    }

    @Test
    void whoHasTheAnswerGets304() {
        String etag = etag(one.get("/stats/a"));
        for (String condition :
                List.of(etag, "W/" + etag, "\"other\", " + etag, "\"other\",W/" + etag, "*")) {
            HttpResponse<String> answer = two.get("/stats/a", "If-None-Match", condition);
            assertThat(answer.statusCode()).as(condition).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(etag(answer)).isEqualTo(etag);
            assertThat(hit(answer)).isTrue();
        }
        HttpResponse<String> other = two.get("/stats/a", "If-None-Match", "\"other\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isNotEmpty();
    }

    @Test
    void theConditionOfOneCallerDoesNotSpoilTheAnswerOfOthers() {
        HttpResponse<String> tagged = one.get("/odd/tagged", "If-None-Match", "\"own\"");
        assertThat(tagged.statusCode()).isEqualTo(304);
        assertThat(status(tagged)).contains("stored");

        HttpResponse<String> whole = two.get("/odd/tagged");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo("tagged " + one.runs("tagged"));
        assertThat(etag(whole)).isEqualTo("\"own\"");
        assertThat(hit(whole)).isTrue();
    }

    @Test
    void headTakesWhatGetHasStoredAndStoresNothing() {
        HttpResponse<String> miss = one.send("HEAD", "/stats/h");
        assertThat(status(miss)).isEqualTo("remanso; fwd=miss");
        assertThat(miss.body()).isEmpty();

        HttpResponse<String> get = one.get("/stats/h");
        assertThat(status(get)).contains("stored");
        HttpResponse<String> head = two.send("HEAD", "/stats/h");
        assertThat(hit(head)).isTrue();
        assertThat(head.body()).isEmpty();
        assertThat(etag(head)).isEqualTo(etag(get));
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(get.body().length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cookie",
                "no-store",
                "private",
                "vary",
                "vary-all",
                "created",
                "missing",
                "broken",
                "large"
            })
    void whatMustNotBeKeptIsNot(String kind) {
        int before = one.runs(kind);
        HttpResponse<String> first = one.get("/odd/" + kind);
        HttpResponse<String> second = one.get("/odd/" + kind);

        assertThat(one.runs(kind)).isEqualTo(before + 2);
        assertThat(first.statusCode()).isEqualTo(second.statusCode());
        assertThat(status(first)).doesNotContain("stored").doesNotContain("hit");
        if (kind.equals("large")) {
            assertThat(first.body()).hasSizeGreaterThan(40_000).endsWith("xxx");
            assertThat(status(first)).isEqualTo("remanso; fwd=miss; detail=too-large");
        }
        if (kind.equals("cookie")) {
            assertThat(second.headers().firstValue("Set-Cookie")).contains("a=b");
        }
    }

    @Test
    void theHandlersHeadersAreGivenAgainAndItsErrorsAreItsOwn() {
        one.get("/odd/headers");
        HttpResponse<String> again = two.get("/odd/headers");
        assertThat(hit(again)).isTrue();
        assertThat(again.headers().allValues("X-Two")).containsExactly("1", "2");
        assertThat(status(one.get("/odd/vary-accept"))).contains("stored");
        for (String kind : List.of("missing", "broken")) {
            HttpResponse<String> error = one.get("/odd/" + kind);
            assertThat(error.statusCode()).isEqualTo(kind.equals("missing") ? 404 : 500);
            assertThat(error.headers().allValues("Cache-Status"))
                    .containsExactly("remanso; fwd=miss; detail=not-storable");
        }
        assertThat(status(one.get("/odd/missing?use_cache=false")))
                .isEqualTo("remanso; fwd=bypass");
    }

    @Test
    void whatTheHandlerWritesItselfIsKeptToo() {
        String body = one.get("/written").body();
        HttpResponse<String> again = two.get("/written");
        assertThat(hit(again)).isTrue();
        assertThat(again.body()).isEqualTo(body).startsWith("größer");
    }

    @Test
    void whatTheHandlerWritesAroundTheCacheIsNotKept() {
        HttpResponse<String> first = one.get("/around");
        assertThat(first.body()).startsWith("around ").isNotEqualTo(one.get("/around").body());
        assertThat(status(first)).isEqualTo("remanso; fwd=miss; detail=not-storable");
    }

    @Test
    void whatTheHandlerWritesToAnInjectedResponseIsKept() {
        HttpResponse<String> first = one.get("/injected");
        assertThat(first.body()).startsWith("injected ");
        assertThat(status(first)).contains("stored");
        assertThat(two.get("/injected").body()).isEqualTo(first.body());
    }

    @Test
    void answersThatComeLaterOrFromAViewAreNotKept() {
        HttpResponse<String> later = one.get("/later");
        assertThat(later.body()).startsWith("later ").isNotEqualTo(one.get("/later").body());
        assertThat(status(later)).isEqualTo("remanso; fwd=miss; detail=async");
        HttpResponse<String> view = one.get("/view");
        assertThat(view.body()).startsWith("view ").isNotEqualTo(one.get("/view").body());
        assertThat(status(view)).isEqualTo("remanso; fwd=miss; detail=view");
    }

    @Test
    void onlyGetAndHeadAreCached() {
        HttpResponse<String> post = one.send("POST", "/any");
        assertThat(status(post)).isEqualTo("remanso; fwd=method");
        assertThat(one.send("POST", "/any").body()).isNotEqualTo(post.body());
        assertThat(one.get("/any").body()).startsWith("GET if null");
        HttpResponse<String> put = one.send("PUT", "/any", "If-Match", "\"v6\"");
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.body()).startsWith("PUT if \"v6\"");
        assertThat(put.headers().firstValue("ETag")).isEmpty();
        assertThat(status(one.sendBody("GET", "/any", "a query")))
                .isEqualTo("remanso; fwd=bypass; detail=body");
        assertThat(status(one.get("/any", "Range", "bytes=0-1")))
                .isEqualTo("remanso; fwd=bypass; detail=range");
    }

    @Test
    void aTagDropsTheAnswersOfOneUserOnAllNodes() {
        String a = one.get("/stats/a").body();
        String b = one.get("/stats/b").body();
        String inShop = one.get("/stats/c?shop=7").body();
        two.get("/stats/a");
        two.get("/stats/c?shop=7");

        two.bean(Caches.class).invalidateTags("user:a", "shop:7");
        assertThat(two.get("/stats/a").body()).isNotEqualTo(a);
        assertThat(two.get("/stats/c?shop=7").body()).isNotEqualTo(inShop);
        assertThat(two.get("/stats/b").body()).isEqualTo(b);
        Await.until("the other node has heard", () -> !one.get("/stats/a").body().equals(a));
        assertThat(one.get("/stats/b").body()).isEqualTo(b);
    }

    @Test
    void anOperatorReadsTheAnswerInRedis() {
        one.bean(Caches.class).invalidateGlob("odd:*");
        one.get("/odd/plain", "Accept", "text/plain");
        Object key = redis.callForList("KEYS", "shop:odd:*").getFirst();
        assertThat(String.valueOf(redis.call("GET", String.valueOf(key))))
                .startsWith("R1h- ")
                .contains("\ncontent-type: text/plain")
                .endsWith("\n\nplain " + one.runs("plain"));
        assertThat(String.valueOf(key)).matches("shop:odd:[A-Za-z0-9_-]{43}");
    }
}
