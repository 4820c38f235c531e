package io.remanso.spring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.spring.shop.GuardedShop;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cache.CacheManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the administrator, with Spring Security and without. */
class CacheAdminTest {

    private static final String CACHE = "/api/v1/cache";
    private static final String[] ADA = basic("ada");
    private static final String[] BO = basic("bo");

    private static RedisServer redis;
    private static ShopNode node;
    private static ShopNode everybody;
    private static ShopNode nobody;
    private CacheService service;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        node = ShopNode.over(redis, GuardedShop.class);
        everybody = ShopNode.over(redis, AdminShop.class);
        nobody = ShopNode.start(Shop.class);
    }

    @AfterAll
    static void stop() {
        nobody.close();
        everybody.close();
        node.close();
        redis.close();
    }

    @BeforeEach
    void fill() {
        service = node.bean(CacheService.class);
        service.clear();
        redis.call("SET", "other:a", "mine");
        for (String key : new String[] {"user:1", "user:2", "files/a b", "files/c", "%41"}) {
            service.set(key, Map.of("key", key));
        }
    }

    private static String[] basic(String user) {
        String pair = user + ":" + user;
        return new String[] {
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        };
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    /** The application has something around all of its controllers and its cache manager. */
    @Test
    void theCallsMayBeWatched() {
        int before = AdminShop.Watched.CALLS.get();
        json(everybody.get(CACHE + "/stats"));
        assertThat(AdminShop.Watched.CALLS.get()).isGreaterThan(before);
        int calls = AdminShop.Watched.CALLS.get();
        assertThat(everybody.bean(CacheManager.class).getCacheNames()).contains("goods");
        assertThat(AdminShop.Watched.CALLS.get()).isGreaterThan(calls);
    }

    @Test
    void statsAreTheServices() {
        service.get("user:1", JsonNode.class);
        service.get("none", JsonNode.class);
        JsonNode stats = json(node.get(CACHE + "/stats", ADA));
        assertThat(stats.propertyNames())
                .containsExactly(
                        "connected",
                        "keys_count",
                        "keyspace_hits",
                        "keyspace_misses",
                        "hit_rate",
                        "evicted_keys",
                        "prefix");
        assertThat(stats.get("connected").asBoolean()).isTrue();
        assertThat(stats.get("keys_count").asLong()).isEqualTo(5);
        assertThat(stats.get("keyspace_hits").asLong()).isPositive();
        assertThat(stats.get("keyspace_misses").asLong()).isPositive();
        assertThat(stats.get("prefix").asString()).isEqualTo("shop:");
    }

    @Test
    void theSummaryCountsAllCaches() {
        node.get("/stats/a");
        JsonNode before = json(node.get("/admin/cache/stats", ADA));
        assertThat(before.propertyNames()).containsExactly("keys", "memory", "hits", "misses");
        assertThat(before.get("keys").asLong()).isEqualTo(6);
        assertThat(before.get("memory").asLong()).isGreaterThan(100_000);
        node.get("/stats/a");
        JsonNode after = json(node.get("/admin/cache/stats", ADA));
        assertThat(after.get("hits").asLong()).isEqualTo(before.get("hits").asLong() + 1);
        assertThat(after.get("misses").asLong()).isEqualTo(before.get("misses").asLong());
    }

    @Test
    void oneKeyIsDropped() {
        JsonNode answer = json(node.send("POST", CACHE + "/invalidate/user:1", ADA));
        assertThat(answer.get("key").asString()).isEqualTo("user:1");
        assertThat(answer.get("invalidated").asBoolean()).isTrue();
        assertThat(service.get("user:1", JsonNode.class)).isNull();
        assertThat(service.get("user:2", JsonNode.class)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "user%3A1, user:1",
        "files/a%20b, files/a b",
        "files%2Fc, files/c",
        "files%2fc, files/c",
        "%2541, %41"
    })
    void keysMayBeEncoded(String path, String key) {
        // Spring Security refuses some of these by itself; see the how-to.
        assertThat(everybody.bean(CacheService.class).get(key, JsonNode.class)).isNotNull();
        JsonNode answer = json(everybody.send("POST", CACHE + "/invalidate/" + path));
        assertThat(answer.get("key").asString()).isEqualTo(key);
        assertThat(everybody.bean(CacheService.class).get(key, JsonNode.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "user:*, 2",
        "user%3A%2A, 2",
        "user:%3F, 2",
        "user:%5B1%5D, 1",
        "files/*, 2",
        "none:*, 0",
        "*, 5"
    })
    void aPatternDropsWhatMatchesAndCounts(String pattern, long count) {
        HttpResponse<String> answer =
                node.send("POST", CACHE + "/invalidate-pattern/" + pattern, ADA);
        assertThat(json(answer).get("invalidated_keys").asLong()).isEqualTo(count);
        assertThat(service.stats().keysCount()).isEqualTo(5 - count);
    }

    @Test
    void aPatternDropsAnswersOfEndpoints() {
        String body = node.get("/stats/a").body();
        assertThat(node.get("/stats/a").body()).isEqualTo(body);
        node.send("POST", CACHE + "/invalidate-pattern/stats:*", ADA);
        assertThat(node.get("/stats/a").body()).isNotEqualTo(body);
    }

    @Test
    void clearDropsOnlyWhatIsBelowThePrefix() {
        assertThat(json(node.send("POST", CACHE + "/clear", ADA)).get("cleared_keys").asLong())
                .isEqualTo(5);
        assertThat(service.stats().keysCount()).isZero();
        assertThat(redis.call("GET", "other:a")).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/cache/stats",
        "POST, /api/v1/cache/invalidate/user:1",
        "POST, /api/v1/cache/invalidate-pattern/*",
        "POST, /api/v1/cache/clear",
        "GET, /admin/cache/stats"
    })
    void onlyAnAdministratorIsAdmitted(String method, String path) {
        assertRefused(node.send(method, path), 401, "unauthorized");
        assertRefused(node.send(method, path, BO), 403, "forbidden");
        assertRefused(
                node.send(method, path, ADA[0], ADA[1], "Sec-Fetch-Site", "cross-site"),
                403,
                "cross_origin_refused");
        assertThat(service.stats().keysCount()).isEqualTo(5);
        assertRefused(nobody.send(method, path), 401, "unauthorized");
        assertRefused(nobody.send(method, path, "X-Request-Id", "bo"), 403, "forbidden");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("urn:remanso:problem:" + code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    @Test
    void anEmptyKeyIsRefused() {
        HttpResponse<String> answer = node.send("POST", CACHE + "/invalidate/", ADA);
        assertRefused(answer, 422, "invalid_parameter");
    }

    @Test
    void elsewhereAnEncodedSlashIsRefusedAsBefore() {
        assertThat(nobody.get("/stats/a%2Fb").statusCode()).isEqualTo(400);
        assertThat(nobody.get("/stats/a%2fb").statusCode()).isEqualTo(400);
        assertThat(nobody.get("/stats/a").statusCode()).isEqualTo(200);
    }

    @Test
    void theCallsCanBeSwitchedOffAndAskForAnotherRole() {
        try (ShopNode off = ShopNode.start(Shop.class, "remanso.cache-admin-enabled=false")) {
            assertThat(off.get(CACHE + "/stats").statusCode()).isEqualTo(404);
        }
        try (ShopNode other = ShopNode.start(GuardedShop.class, "remanso.cache-admin-role=ADMIN")) {
            assertThat(other.get(CACHE + "/stats", BO).statusCode()).isEqualTo(200);
            assertThat(other.get(CACHE + "/stats", ADA).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aProcessAloneCountsToo() {
        try (ShopNode alone = ShopNode.start(GuardedShop.class)) {
            alone.bean(CacheService.class).set("a", 1);
            alone.get("/stats/a");
            JsonNode summary = json(alone.get("/admin/cache/stats", ADA));
            assertThat(summary.get("keys").asLong()).isEqualTo(2);
            assertThat(summary.get("memory").isNull()).isTrue();
            assertThat(json(alone.get(CACHE + "/stats", ADA)).get("connected").asBoolean())
                    .isFalse();
            assertThat(
                            json(alone.send("POST", CACHE + "/invalidate-pattern/stats:*", ADA))
                                    .get("invalidated_keys")
                                    .asLong())
                    .isEqualTo(1);
            assertThat(json(alone.send("POST", CACHE + "/clear", ADA)).get("cleared_keys").asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void callersOfSpringSecurityAreToldApart() {
        String ada = node.get("/profile", ADA).body();
        assertThat(ada).contains("\"principal\":\"ada\"");
        assertThat(node.get("/profile", ADA).body()).isEqualTo(ada);
        assertThat(node.get("/profile", BO).body()).contains("\"principal\":\"bo\"");
        assertThat(node.get("/profile").statusCode()).isEqualTo(401);
        String admin = node.get("/mine", ADA).body();
        assertThat(admin).contains("\"admin\":true");
        assertThat(node.get("/mine", ADA).body()).isEqualTo(admin);
        assertThat(node.get("/mine", BO).body()).contains("\"admin\":false");
        assertThat(node.get("/mine").body()).contains("nobody");
        Await.until("the node is still connected", node.bean(Caches.class)::connected);
    }
}
