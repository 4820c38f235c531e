package io.remanso.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Caches;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers meet while Redis is away. */
class OutageTest {

    private static final String PATIENCE = "0.5";

    private final RedisServer server = RedisServer.start();
    private final String prefix = Node.freshPrefix();
    private final Node node = Node.over(server.url(), prefix, PATIENCE);
    private final Map<String, Long> source = new LinkedHashMap<>(Map.of("loaded", 7L));
    private Cache<String, Long> cache;

    @BeforeEach
    void open() {
        cache = node.cache("counters", configuration());
    }

    @AfterEach
    void close() {
        node.close();
        server.close();
    }

    private MutableConfiguration<String, Long> configuration() {
        return new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(() ->
                        new CacheLoader<>() {
                            @Override
                            public @Nullable Long load(String key) {
                                return source.get(key);
                            }

                            @Override
                            public Map<String, Long> loadAll(Iterable<? extends String> keys) {
                                Map<String, Long> all = new LinkedHashMap<>();
                                keys.forEach(key -> all.put(key, source.get(key)));
                                return all;
                            }
                        });
    }

    @Test
    void readsWritesAndRemovalsGoOnAndAreSettledAfterwards() {
        cache.put("before", 1L);
        cache.put("doomed", 1L);
        io.remanso.cache.Cache<?, ?> behind = cache.unwrap(io.remanso.cache.Cache.class);
        Await.until(
                "this node holds it",
                () -> Long.valueOf(1).equals(cache.get("before")) && behind.stats().nearHits() > 0);
        server.kill();

        assertThat(cache.get("before")).isEqualTo(1);
        assertThat(cache.get("loaded")).isEqualTo(7);
        assertThat(cache.get("nobody")).isNull();
        assertThat(cache.getAll(Set.of("loaded", "nobody"))).isEqualTo(Map.of("loaded", 7L));
        cache.put("before", 2L);
        cache.putAll(Map.of("during", 3L));
        cache.remove("doomed");
        cache.removeAll(Set.of("other"));
        assertThat(cache.get("before")).isEqualTo(2);
        assertThat(cache.get("during")).isEqualTo(3);
        assertThat(cache.containsKey("doomed")).isFalse();
        cache.forEach(entry -> assertThat(entry.getValue()).isNotNull());

        server.restart();
        Caches caches = node.manager().unwrap(Caches.class);
        Await.until("all is settled", () -> caches.connected() && caches.pending() == 0);
        cache.put("after", 4L);
        assertThat(cache.putIfAbsent("after", 5L)).isFalse();
    }

    @Test
    void whatNeedsAnAnswerOfRedisIsRefusedAndChangesNothing() {
        cache.put("a", 1L);
        server.pause();

        String message = "An answer about key 'a' of cache 'counters' needs Redis, which did not";
        assertThatThrownBy(() -> cache.putIfAbsent("a", 2L))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(message);
        assertThatThrownBy(() -> cache.replace("a", 1L, 2L)).hasMessageStartingWith(message);
        assertThatThrownBy(() -> cache.getAndPut("a", 2L)).hasMessageStartingWith(message);
        assertThatThrownBy(() -> cache.remove("a", 1L)).hasMessageStartingWith(message);
        assertThatThrownBy(() ->
                        cache.invoke(
                                "a",
                                (entry, arguments) -> {
                                    entry.setValue(2L);
                                    return null;
                                }))
                .hasMessageStartingWith(message);
        server.resume();
        Caches caches = node.manager().unwrap(Caches.class);
        Await.until("all is settled", () -> caches.connected() && caches.pending() == 0);
        // What was sent and not answered is refused as too late, or dropped: never made.
        assertThat(cache.get("a")).isIn(1L, null);
    }

    @Test
    void whatCannotBeSeenIsRemovedTooWhenAllIs() {
        cache.put("unseen", 1L);
        server.pause();
        cache.removeAll();
        server.resume();

        Caches caches = node.manager().unwrap(Caches.class);
        Await.until("all is settled", () -> caches.connected() && caches.pending() == 0);
        assertThat(cache.get("unseen")).isNull();
        cache.put("unseen", 2L);
        assertThat(cache.get("unseen")).isEqualTo(2);
    }

    @Test
    void anExpiryIsToldOnceWhenRedisIsBack() {
        Recorder<String, Long> recorder = new Recorder<>();
        Cache<String, Long> brief =
                node.cache(
                        "brief",
                        new MutableConfiguration<String, Long>()
                                .setTypes(String.class, Long.class)
                                .setExpiryPolicyFactory(
                                        CreatedExpiryPolicy.factoryOf(
                                                new Duration(TimeUnit.SECONDS, 1)))
                                .addCacheEntryListenerConfiguration(recorder.configuration(true)));
        brief.put("a", 1L);
        assertThat(brief.get("a")).isEqualTo(1);
        server.pause();
        Await.until("it is past its time", () -> !brief.containsKey("a"));

        assertThat(brief.containsKey("a")).isFalse();
        assertThat(brief.get("a")).isNull();
        assertThat(recorder.events()).containsExactly("CREATED a null->1");

        server.resume();
        Caches caches = node.manager().unwrap(Caches.class);
        Await.until("all is settled", () -> caches.connected() && caches.pending() == 0);
        Await.until("it was told", () -> !brief.containsKey("a") && recorder.events().size() > 1);
        assertThat(brief.get("a")).isNull();
        assertThat(recorder.events()).containsExactly("CREATED a null->1", "EXPIRED a 1->1");
    }

    @Test
    void aManagerBeginsWithoutRedis() {
        server.kill();
        RemansoCachingProvider provider = new RemansoCachingProvider();
        Properties properties = new Properties();
        properties.setProperty("REDIS_SOCKET_CONNECT_TIMEOUT", "0.2");
        properties.setProperty("REDIS_SOCKET_TIMEOUT", PATIENCE);
        try (Node late =
                new Node(
                        provider,
                        provider.getCacheManager(URI.create(server.url()), null, properties))) {
            Cache<String, Long> other = late.cache("counters", configuration());
            other.put("a", 1L);
            assertThat(other.get("a")).isEqualTo(1);

            server.restart();
            Caches caches = late.manager().unwrap(Caches.class);
            Await.until("Redis is there", () -> caches.connected() && caches.pending() == 0);
            other.put("a", 2L);
            assertThat(other.getAndPut("a", 3L)).isEqualTo(2);
        }
    }
}
