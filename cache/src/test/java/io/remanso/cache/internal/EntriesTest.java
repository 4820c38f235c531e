package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.CacheEvent;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheListener;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.Tiers;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cache makes of the entries it finds in Redis, and what it tells of itself. */
class EntriesTest {

    private static RedisServer server;
    @AutoClose private final Nodes nodes = new Nodes();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIsDamagedOrOfAnotherFormIsACountedMiss() {
        Cache<String, String> writer = nodes.connect(server.url()).create(settings().build());
        writer.put("version", "value");
        Cache<String, String> reader =
                nodes.connect(server.url())
                        .create(settings().schemaVersion(2).loader(key -> "loaded").build());
        server.call("SET", nodes.prefix + "things:damaged", "R1j- nonsense");
        server.call("SET", nodes.prefix + "things:foreign", "\u00ac\u00ed\u0000\u0005");

        for (String key : List.of("version", "damaged", "foreign")) {
            assertThat(reader.get(key)).isEqualTo("loaded");
        }
        assertThat(reader.stats().unreadable()).isEqualTo(3);
        assertThat(reader.stats().loadFailures()).isZero();
    }

    @Test
    void whenRedisLosesTheNumbersOfTagsNothingOldComesBack() {
        Cache<String, String> one = nodes.connect(server.url()).create(settings().build());
        one.put("a", "old", EntryOptions.DEFAULT.tags("t"));
        String entry = nodes.prefix + "things:a";
        one.invalidateTags("t");
        assertThat(server.call("EXISTS", entry)).isEqualTo(1L);

        server.call("DEL", "{" + nodes.prefix + "}tags");
        Cache<String, String> two = nodes.connect(server.url()).create(settings().build());

        assertThat(two.get("a")).isNull();
        assertThat(one.get("a")).isNull();
    }

    @Test
    void aListenerHearsOfWhatHappensAndOfHitsInProcessIfItWants() {
        Cache<String, String> cache =
                nodes.connect(server.url()).create(settings().loader(key -> "v").build());
        List<CacheEvent> heard = new CopyOnWriteArrayList<>();
        CacheListener all =
                new CacheListener() {
                    @Override
                    public void onEvent(CacheEvent event) {
                        heard.add(event);
                    }

                    @Override
                    public boolean wantsNearHits() {
                        return true;
                    }
                };
        Cache.Subscription subscription = cache.listen(all);
        cache.get("k");
        Await.until("the value is near", () -> cache.get("k") != null && hitNear(heard));
        cache.invalidate("k");
        subscription.close();
        int count = heard.size();
        cache.get("k");

        assertThat(heard).hasSize(count);
        assertThat(heard.stream().map(CacheEvent::kind))
                .containsSubsequence(Kind.MISS, Kind.LOAD, Kind.HIT, Kind.INVALIDATE);
        assertThat(heard.getFirst().key()).isEqualTo("things:k");
        assertThat(heard)
                .filteredOn(e -> e.tier() != CacheEvent.Tier.NEAR)
                .allSatisfy(e -> assertThat(e.took()).as("%s", e).isPositive());
    }

    private static boolean hitNear(List<CacheEvent> heard) {
        return heard.stream()
                .anyMatch(e -> e.kind() == Kind.HIT && e.tier() == CacheEvent.Tier.NEAR);
    }

    /** A cache whose keys in capital letters have a text that leads to another key. */
    private Cache<List<String>, String> lists() {
        KeyCodec<List<String>> lowerCase =
                KeyCodec.of(key -> key.getFirst().toLowerCase(Locale.ROOT), List::of);
        return nodes.connect(server.url())
                .create(CacheSettings.of("lists", lowerCase, JsonCodec.of(String.class)).build());
    }

    @Test
    void aKeyWhoseTextLeadsToAnotherKeyIsRefused() {
        Cache<List<String>, String> cache = lists();

        cache.put(List.of("a"), "v");
        assertThat(cache.get(List.of("a"))).isEqualTo("v");
        assertThatThrownBy(() -> cache.get(List.of("A"), key -> "v"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.put(List.of("A"), "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "must lead back to an equal key, 'a' does not in cache 'lists'");
    }

    @Test
    void aBulkReadThatIsRefusedLeavesItsOtherKeysToTheirReaders() throws Exception {
        Cache<List<String>, String> cache = lists();

        assertThatThrownBy(() -> cache.getAll(List.of(List.of("a"), List.of("B"))))
                .isInstanceOf(IllegalArgumentException.class);
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> cache.get(List.of("a"), key -> "v"));
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo("v");
    }

    @Test
    void aCacheDoesNotReadTheEntriesOfAnotherWhoseNameBeginsLikeItsOwn() {
        Cache<String, String> users =
                nodes.connect(server.url())
                        .create(CacheSettings.of("user", String.class, String.class).build());
        Cache<String, String> admins =
                nodes.connect(server.url())
                        .create(CacheSettings.of("user:admin", String.class, String.class).build());

        admins.put("1", "secret");
        assertThat(users.get("admin:1")).isNull();
        assertThat(users.get("admin:1", key -> "nobody")).isEqualTo("nobody");
        assertThat(admins.get("1")).isNotEqualTo("nobody");
    }

    @Test
    void anEntryOfTheNearTierStaysOnItsNodeAndVoidsWhatOthersHold() {
        Cache<String, String> one = nodes.connect(server.url()).create(settings().build());
        Cache<String, String> two = nodes.connect(server.url()).create(settings().build());
        one.put("a", "old");
        assertThat(two.get("a")).isEqualTo("old");

        assertThat(one.put("a", "mine", EntryOptions.DEFAULT.tiers(Tiers.NEAR))).isTrue();
        assertThat(one.get("a")).isEqualTo("mine");
        assertThat(server.call("EXISTS", nodes.prefix + "things:a")).isEqualTo(0L);
        Await.until("the other has nothing", () -> two.get("a") == null);
        two.put("a", "new");
        Await.until("the other's is read", () -> "new".equals(one.get("a")));
        assertThatThrownBy(() ->
                        one.update(
                                "a",
                                held ->
                                        new Cache.Change.Store<>(
                                                "x", EntryOptions.DEFAULT.tiers(Tiers.NEAR))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "An update stores in Redis, got tiers NEAR for 'things:a'; put it instead");
    }

    @Test
    void anEntryOfTheFarTierIsReadInRedisByEveryNode() {
        Cache<String, String> one = nodes.connect(server.url()).create(settings().build());
        Cache<String, String> two = nodes.connect(server.url()).create(settings().build());
        one.put("a", "v", EntryOptions.DEFAULT.tiers(Tiers.FAR));

        for (Cache<String, String> cache : List.of(one, two)) {
            assertThat(cache.get("a")).isEqualTo("v");
            assertThat(cache.get("a")).isEqualTo("v");
            assertThat(cache.stats().nearHits()).isZero();
            assertThat(cache.stats().farHits()).isEqualTo(2);
        }
    }

    @Test
    void anEntrysOptionsHoldOnOtherNodesToo() {
        Cache<String, String> one = nodes.connect(server.url()).create(settings().build());
        Cache<String, String> two = nodes.connect(server.url()).create(settings().build());
        one.put(
                "a",
                "v",
                EntryOptions.DEFAULT
                        .ttl(Duration.ofMillis(30))
                        .jitter(0)
                        .staleOnError(Duration.ofHours(1)));

        Await.until("it is stale", () -> two.peek("a") instanceof Answer.Stale<String>);
        assertThat(
                        two.get(
                                "a",
                                key -> {
                                    throw new IOException("the source is away");
                                }))
                .isEqualTo("v");
    }

    @Test
    void chanceTakesNothingOffTheTimeOfAnEntryWithoutJitter() {
        Cache<String, String> cache =
                nodes.connect(server.url()).create(settings().jitter(1).build());
        EntryOptions options = EntryOptions.DEFAULT.ttl(Duration.ofHours(10)).jitter(0);
        for (int i = 0; i < 20; i++) {
            cache.put("k" + i, "v", options);
            assertThat((Long) server.call("PTTL", nodes.prefix + "things:k" + i))
                    .isGreaterThan(Duration.ofHours(9).toMillis());
        }
    }

    private static CacheSettingsBuilder<String, String> settings() {
        return CacheSettings.of("things", String.class, String.class);
    }
}
