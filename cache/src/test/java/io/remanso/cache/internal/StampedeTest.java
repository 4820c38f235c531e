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

/** Who loads a missing key, when many ask for it. */
class StampedeTest {

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
                Cache<String, String> cache =
                        nodes.connect(server.url()).create(settings(slow).build());
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
                    nodes.connect(proxy.url())
                            .create(
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
                        nodes.connect(server.url())
                                .create(
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
        Cache<String, String> one = nodes.connect(server.url()).create(shortLease(slow));
        Cache<String, String> two = nodes.connect(server.url()).create(shortLease(slow));

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
                nodes.connect(server.url())
                        .create(
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
                Cache<String, String> cache =
                        nodes.connect(server.url()).create(settings(failing).build());
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
                    nodes.connect(server.url())
                            .create(
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

    private static CacheSettingsBuilder<String, String> settings(Loader<String, String> loader) {
        return CacheSettings.of("things", String.class, String.class).jitter(0).loader(loader);
    }
}
