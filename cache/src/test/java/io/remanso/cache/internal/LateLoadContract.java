package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.LoadTimeoutException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import io.remanso.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cache answers while a load is late, or when it has failed. */
abstract class LateLoadContract extends LoadContract {

    @Test
    void aStaleValueStandsInForAFailedBulkLoadToo() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMillis(50))
                                .staleOnError(Duration.ofMinutes(5))
                                .errorThrottle(Duration.ofMinutes(1))
                                .loader(key -> {
                                    if (loads.incrementAndGet() > 2) {
                                        throw new IllegalStateException("down");
                                    }
                                    return ADA;
                                })
                                .build());
        assertThat(cache.getAll(List.of("a", "b"))).hasSize(2);

        Await.until(
                "both are stale",
                () ->
                        cache.getAll(List.of("a", "b")).equals(Map.of("a", ADA, "b", ADA))
                                && cache.stats().staleServed() >= 2);
        assertThat(loads.get()).as("one failed load of each").isLessThanOrEqualTo(4);
    }

    @Test
    void aStaleValueIsServedWhileOneCallerLoadsTheNext() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMillis(100))
                                .staleWhileRevalidate(Duration.ofMinutes(5))
                                .loader(key -> new Person(key, loads.incrementAndGet(), List.of()))
                                .build());

        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until("the next one comes", () -> age(cache, "a") == 2);
        assertThat(cache.stats().staleServed()).isPositive();
    }

    @Test
    void aReadLateInAnEntrysTimeRefreshesItBeforeItIsOver() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMinutes(1))
                                .refreshAt(0.001)
                                .loader(key -> new Person(key, loads.incrementAndGet(), List.of()))
                                .build());

        assertThat(age(cache, "a")).isEqualTo(1);
        if (settings("x").build().tiers().near()) {
            Await.until("it is refreshed", () -> age(cache, "a") >= 2);
            assertThat(cache.stats().staleServed()).isZero();
        }
    }

    @Test
    void aRefreshThatFailsIsNotTriedAgainForAsLongAsTheThrottleSays() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMinutes(1))
                                .refreshAt(0.001)
                                .errorThrottle(Duration.ofMinutes(5))
                                .loader(key -> {
                                    if (loads.incrementAndGet() > 1) {
                                        throw new IllegalStateException("down");
                                    }
                                    return ADA;
                                })
                                .build());
        cache.get("a");
        if (settings("x").build().tiers().near()) {
            Await.until(
                    "a refresh has failed",
                    () -> {
                        cache.get("a");
                        return cache.stats().loadFailures() > 0;
                    });
            for (int i = 0; i < 200; i++) {
                cache.put("other" + i, ADA);
                assertThat(cache.get("a")).isEqualTo(ADA);
            }
            assertThat(loads).hasValue(2);
        }
    }

    @Test
    void aSlowLoadGivesWayToAStaleValueAndEndsInTheBackground() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMillis(50))
                                .staleOnError(Duration.ofMinutes(5))
                                .softTimeout(Duration.ofMillis(50))
                                .loader(key -> {
                                    int load = loads.incrementAndGet();
                                    if (load == 2) {
                                        assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
                                    }
                                    return new Person(key, load, List.of());
                                })
                                .build());

        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until(
                "a stale value stands in",
                () -> age(cache, "a") == 1 && cache.stats().staleServed() > 0);
        open.countDown();
        Await.until("the slow load ends", () -> age(cache, "a") >= 2);
    }

    @Test
    void aLoadThatTakesTooLongIsGivenUp() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .hardTimeout(Duration.ofMillis(500))
                                .loader(key -> {
                                    if (loads.incrementAndGet() == 1) {
                                        new CountDownLatch(1).await();
                                    }
                                    return ADA;
                                })
                                .build());

        assertThatThrownBy(() -> cache.get("a"))
                .isInstanceOf(LoadTimeoutException.class)
                .hasMessageContaining("must end within 500 ms");
        Await.until("the lease is given back", () -> ADA.equals(getOrNull(cache, "a")));
    }

    @Test
    @Timeout(120)
    void aRefreshThatHangsIsGivenUpAndTheKeyIsLoadedAgain() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMillis(50))
                                .staleWhileRevalidate(Duration.ofMillis(300))
                                .hardTimeout(Duration.ofMillis(500))
                                .leaseTime(Duration.ofMinutes(5))
                                .loader(key -> {
                                    int load = loads.incrementAndGet();
                                    if (load == 2) {
                                        end.join();
                                    }
                                    return new Person(key, load, List.of());
                                })
                                .build());

        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until(
                "a refresh hangs",
                () -> {
                    getOrNull(cache, "a");
                    return loads.get() >= 2;
                });
        Await.until(
                "the key is loaded again",
                () -> {
                    getOrNull(cache, "a");
                    return loads.get() >= 3;
                });
        end.complete(null);
    }

    @Test
    void oneStaleKeyDoesNotMakeTheOthersOfABulkReadLoadOneByOne() {
        List<Collection<String>> bulks = new ArrayList<>();
        Loader<String, Person> bulk =
                new Loader<>() {
                    @Override
                    public Person load(String key) {
                        assertThat(key).isEqualTo("stale");
                        return ADA;
                    }

                    @Override
                    public Map<String, Loaded<Person>> loadAll(Collection<String> keys) {
                        bulks.add(List.copyOf(keys));
                        Map<String, Loaded<Person>> all = new LinkedHashMap<>();
                        keys.forEach(key -> all.put(key, Loaded.of(ADA)));
                        return all;
                    }
                };
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .staleOnError(Duration.ofMinutes(5))
                                .loader(bulk)
                                .build());
        cache.put("stale", ADA, EntryOptions.DEFAULT.ttl(Duration.ofMillis(20)));
        Await.until("it is stale", () -> cache.peek("stale") instanceof Answer.Stale);

        assertThat(cache.getAll(List.of("a", "stale", "b"))).hasSize(3);
        assertThat(bulks).containsExactly(List.of("a", "b"));
    }

    @Test
    void aStandInThatATagHasVoidedIsNotServedToWhoComesLater() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Duration soft = Duration.ofMillis(50);
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .jitter(0)
                                .ttl(Duration.ofMillis(50))
                                .staleOnError(Duration.ofMinutes(5))
                                .softTimeout(soft)
                                .tags((key, value) -> Set.of("t"))
                                .loader(key -> {
                                    int load = loads.incrementAndGet();
                                    if (load == 2) {
                                        assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
                                    }
                                    return new Person(key, load, List.of());
                                })
                                .build());
        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until(
                "a stale value stands in",
                () -> age(cache, "a") == 1 && cache.stats().staleServed() > 0 && loads.get() == 2);
        long joined = cache.stats().joined();

        assertThat(cache.invalidateTags("t")).isTrue();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> late = callers.submit(() -> age(cache, "a"));
            Await.until("it waits", () -> late.isDone() || cache.stats().joined() > joined);
            long patientUntil = System.nanoTime() + 4 * soft.toNanos();
            Await.until(
                    "its patience is over",
                    () -> late.isDone() || System.nanoTime() - patientUntil > 0);
            open.countDown();

            assertThat(late.get()).isEqualTo(3);
        }
    }

    private static @Nullable Person getOrNull(Cache<String, Person> cache, String key) {
        try {
            return cache.get(key);
        } catch (LoadTimeoutException e) {
            return null;
        }
    }
}
