package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheEvent;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheListener;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cache makes of the entries it finds in Redis, and what it tells of itself. */
class EntriesTest {

    private static RedisServer server;
    private final Nodes nodes = new Nodes();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        nodes.close();
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

    @Test
    void aKeyWhoseTextLeadsToAnotherKeyIsRefused() {
        Cache<List<String>, String> cache =
                nodes.connect(server.url())
                        .create(
                                CacheSettings.of(
                                                "lists",
                                                KeyCodec.<List<String>>of(
                                                        key ->
                                                                key.getFirst()
                                                                        .toLowerCase(Locale.ROOT),
                                                        List::of),
                                                JsonCodec.of(String.class))
                                        .build());

        cache.put(List.of("a"), "v");
        assertThat(cache.get(List.of("a"))).isEqualTo("v");
        assertThatThrownBy(() -> cache.get(List.of("A"), key -> "v"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.put(List.of("A"), "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "must lead back to an equal key, 'a' does not in cache 'lists'");
    }

    private static CacheSettingsBuilder<String, String> settings() {
        return CacheSettings.of("things", String.class, String.class);
    }
}
