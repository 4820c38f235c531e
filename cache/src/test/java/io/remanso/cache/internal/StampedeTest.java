package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loader;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who loads a missing key, when many ask for it: nodes that look for it before they ask for its
 * lease, and nodes that have met so many missing keys that they ask for both at once.
 */
@ParameterizedClass(name = "used to missing keys: {0}")
@ValueSource(booleans = {false, true})
class StampedeTest {

    private static final int MISSING = 10;
    private static final AtomicInteger UNKNOWN = new AtomicInteger();

    private static RedisServer server;

    @Parameter boolean usedToMissing;

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
    void aColdKeyAskedForByTenNodesOfTwoHundredCallersIsLoadedOnce() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Loader<String, String> slow =
                key -> {
                    Thread.sleep(100);
                    return "v" + loads.incrementAndGet();
                };
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int node = 0; node < 10; node++) {
                Cache<String, String> cache = cache(server.url(), settings(slow).build());
                for (int caller = 0; caller < 200; caller++) {
                    answers.add(
                            callers.submit(() -> {
                                go.await();
                                return cache.get("cold");
                            }));
                }
            }
            go.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("v1");
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void whenTheNodeThatLoadsIsGoneAnotherTakesOverOnce() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Duration lease = Duration.ofSeconds(3);
        try (FaultyProxy proxy = FaultyProxy.before(server);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Cache<String, String> dying =
                    cache(
                            proxy.url(),
                            settings(
                                            key -> {
                                                loading.countDown();
                                                never.await();
                                                return "dead";
                                            })
                                    .leaseTime(lease)
                                    .build());
            List<Cache<String, String>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(
                        cache(
                                server.url(),
                                settings(key -> "v" + loads.incrementAndGet())
                                        .leaseTime(lease)
                                        .build()));
            }
            Future<String> dead = callers.submit(() -> dying.get("k"));
            loading.await();
            proxy.refuse();
            Object left = server.call("PTTL", "{" + nodes.prefix + "things:k}:lease");
            assertThat((Long) left)
                    .as("millis until another may load")
                    .isBetween(1L, lease.toMillis());
            List<Future<String>> answers =
                    others.stream().map(cache -> callers.submit(() -> cache.get("k"))).toList();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("v1");
            }
            assertThat(loads).hasValue(1);
            never.countDown();
            assertThat(dead.get()).isEqualTo("dead");
            proxy.heal();
            assertThat(others.getFirst().get("k")).isEqualTo("v1");
        }
    }

    @Test
    void aLoadThatOutlivesItsLeaseTimeKeepsItsLease() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Loader<String, String> slow =
                key -> {
                    Thread.sleep(5_000);
                    return "v" + loads.incrementAndGet();
                };
        Cache<String, String> one = cache(server.url(), shortLease(slow));
        Cache<String, String> two = cache(server.url(), shortLease(slow));

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> a = callers.submit(() -> one.get("k"));
            Future<String> b = callers.submit(() -> two.get("k"));
            assertThat(a.get()).isEqualTo("v1");
            assertThat(b.get()).isEqualTo("v1");
        }
        assertThat(one.stats().waits() + two.stats().waits()).isEqualTo(1);
    }

    private static CacheSettings<String, String> shortLease(Loader<String, String> loader) {
        return settings(loader).leaseTime(Duration.ofSeconds(2)).build();
    }

    @Test
    void anErrorOfTheLoaderReachesItsCallersAndNothingIsKept() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, String> cache =
                cache(
                        server.url(),
                        settings(
                                        key -> {
                                            if (loads.incrementAndGet() < 3) {
                                                throw new IllegalStateException("no data");
                                            }
                                            return "v";
                                        })
                                .build());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.get("k"))
                    .isInstanceOf(LoadException.class)
                    .hasMessage("The load of 'things:k' in cache 'things' failed: no data")
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(cache.get("k")).isEqualTo("v");
    }

    @Test
    void everyCallerOfEveryNodeSeesTheErrorOfAColdKeysLoad() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Loader<String, String> failing =
                key -> {
                    throw new IllegalStateException("no data");
                };
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int node = 0; node < 5; node++) {
                Cache<String, String> cache = cache(server.url(), settings(failing).build());
                for (int caller = 0; caller < 40; caller++) {
                    answers.add(
                            callers.submit(() -> {
                                go.await();
                                return cache.get("cold");
                            }));
                }
            }
            go.countDown();
            for (Future<String> answer : answers) {
                assertThatThrownBy(answer::get)
                        .hasCauseInstanceOf(LoadException.class)
                        .hasRootCauseMessage("no data");
            }
        }
    }

    @Test
    void aStaleValueStandsInForAFailedLoadOnEveryNodeAndTheSourceIsLeftInPeace() {
        AtomicInteger loads = new AtomicInteger();
        Loader<String, String> failing =
                key -> {
                    if (loads.incrementAndGet() > 1) {
                        throw new IllegalStateException("no data");
                    }
                    return "v";
                };
        List<Cache<String, String>> caches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            caches.add(
                    cache(
                            server.url(),
                            settings(failing)
                                    .ttl(Duration.ofMillis(150))
                                    .staleOnError(Duration.ofMinutes(5))
                                    .errorThrottle(Duration.ofMinutes(1))
                                    .build()));
        }
        caches.forEach(cache -> assertThat(cache.get("k")).isEqualTo("v"));
        Await.until(
                "the value is stale",
                () -> {
                    caches.getFirst().get("k");
                    return caches.getFirst().stats().staleServed() > 0;
                });
        for (Cache<String, String> cache : caches) {
            for (int i = 0; i < 20; i++) {
                assertThat(cache.get("k")).isEqualTo("v");
            }
        }
        assertThat(loads).as("one load, and one failed one of all nodes").hasValue(2);
    }

    @Test
    void whatAnotherNodeHasStoredIsNotLoaded() {
        Cache<String, String> one = cache(server.url(), settings(key -> "one").build());
        Cache<String, String> two = cache(server.url(), settings(key -> "two").build());

        assertThat(one.get("k")).isEqualTo("one");
        assertThat(two.get("k")).isEqualTo("one");
        assertThat(two.stats().farHits()).isEqualTo(1);
    }

    @Test
    void whatIsStoredIsFoundThoughRedisHasNoRoomForALease() {
        Cache<String, String> one = cache(server.url(), settings(key -> "one").build());
        Cache<String, String> two = cache(server.url(), settings(key -> "two").build());
        one.get("k");
        server.call("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThat(two.get("k")).isEqualTo("one");
            assertThat(two.get("other")).isEqualTo("two");
        } finally {
            server.call("CONFIG", "SET", "maxmemory", "0");
        }
    }

    /** A cache of a node of its own. */
    private Cache<String, String> cache(String url, CacheSettings<String, String> settings) {
        Cache<String, String> cache = nodes.connect(url).create(settings);
        if (usedToMissing) {
            for (int i = 0; i < MISSING; i++) {
                cache.get("unknown" + UNKNOWN.incrementAndGet(), key -> null);
            }
            long reads = reads();
            cache.get("unknown" + UNKNOWN.incrementAndGet(), key -> null);
            assertThat(reads() - reads).as("reads of the scripts alone").isEqualTo(3);
        }
        return cache;
    }

    /** How often a value was read, by scripts too. */
    private static long reads() {
        return Long.parseLong(server.info("cmdstat_get").replaceAll("calls=(\\d+),.*", "$1"));
    }

    private static CacheSettingsBuilder<String, String> settings(Loader<String, String> loader) {
        return CacheSettings.of("things", String.class, String.class).jitter(0).loader(loader);
    }
}
