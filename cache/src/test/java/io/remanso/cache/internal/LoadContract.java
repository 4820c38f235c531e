package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.LoadException;
import io.remanso.cache.LoadTimeoutException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import io.remanso.cache.WarmUp;
import io.remanso.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every cache loads what it does not have, wherever its entries are and in whatever form. */
abstract class LoadContract extends EntryContract {

    Cache<String, Person> cache() {
        return engine.create(settings("people").build());
    }

    @Test
    void aMissIsLoadedOnceAndANullToo() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(key -> {
                                    loads.incrementAndGet();
                                    return key.equals("ada") ? ADA : null;
                                })
                                .build());
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get("ada")).isEqualTo(ADA);
            assertThat(cache.get("nobody")).isNull();
        }
        assertThat(loads).hasValue(2);
        assertThat(cache.stats().loads()).isEqualTo(2);
    }

    @Test
    void manyMissingKeysAreLoadedInOneGo() {
        AtomicInteger calls = new AtomicInteger();
        Loader<String, Person> bulk =
                new Loader<>() {
                    @Override
                    public Person load(String key) {
                        throw new AssertionError("one by one: " + key);
                    }

                    @Override
                    public Map<String, Loaded<Person>> loadAll(Collection<String> keys) {
                        calls.incrementAndGet();
                        Map<String, Loaded<Person>> all = new LinkedHashMap<>();
                        keys.forEach(key -> all.put(key, Loaded.of(new Person(key, 1, List.of()))));
                        return all;
                    }
                };
        Cache<String, Person> cache = engine.create(settings("people").loader(bulk).build());
        cache.put("b", ADA);

        Map<String, Person> all = cache.getAll(List.of("a", "b", "c"));

        assertThat(all.get("a")).isEqualTo(new Person("a", 1, List.of()));
        assertThat(all.get("b")).isEqualTo(ADA);
        assertThat(cache.getAll(List.of("a", "b", "c"))).isEqualTo(all);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anErrorInABulkLoadReachesItsCallerAndTheKeysCanBeLoadedAgain() {
        AtomicInteger calls = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(key -> {
                                    if (calls.incrementAndGet() == 1) {
                                        throw new IllegalStateException("down");
                                    }
                                    return ADA;
                                })
                                .build());

        assertThatThrownBy(() -> cache.getAll(List.of("a", "b"))).isInstanceOf(LoadException.class);
        assertThat(cache.getAll(List.of("a", "b"))).containsEntry("a", ADA).containsEntry("b", ADA);
    }

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
    void aBoundOnLoadsPerSecondHolds() {
        Cache<String, Person> cache =
                engine.create(settings("people").loadsPerSecond(20).loader(key -> ADA).build());
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            cache.get("k" + i);
        }
        cache.getAll(List.of("a", "b", "c"));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(200));
        assertThat(cache.stats().loads()).isEqualTo(6);
    }

    @Test
    void aLoaderCanSetTimeAndTagsOfItsResult() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(
                                        Loader.ofEntries(key ->
                                                Loaded.of(
                                                                new Person(
                                                                        key,
                                                                        loads.incrementAndGet(),
                                                                        List.of()))
                                                        .ttl(
                                                                key.equals("short")
                                                                        ? Duration.ofMillis(20)
                                                                        : Duration.ofHours(1))
                                                        .tags("tag-" + key)))
                                .build());

        assertThat(age(cache, "long")).isEqualTo(1);
        cache.invalidateTags("tag-other");
        assertThat(age(cache, "long")).isEqualTo(1);
        cache.invalidateTags("tag-long");
        assertThat(age(cache, "long")).isEqualTo(2);
        int first = age(cache, "short");
        Await.until("the short one is over", () -> age(cache, "short") > first);
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
    void whatCannotBeKeptOfALoadIsAFailedLoadAndHoldsUpNobody() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .tags((key, value) -> Set.of(Objects.requireNonNull(value).name()))
                                .loader(key -> loads.incrementAndGet() % 2 == 1 ? null : ADA)
                                .build());

        assertThatThrownBy(() -> cache.get("a"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("in cache 'people' cannot be kept");
        assertThat(cache.get("a")).isEqualTo(ADA);
        assertThatThrownBy(() -> cache.getAll(List.of("b"))).isInstanceOf(LoadException.class);
        assertThat(cache.getAll(List.of("b"))).containsEntry("b", ADA);
        assertThat(cache.stats().waits()).isZero();
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
    @Timeout(120)
    void aReadThatOverlapsTheEndOfItsNodeIsAnswered() {
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .hardTimeout(Duration.ofSeconds(50))
                                .loader(key -> ADA)
                                .build());
        engine.close();

        assertThat(cache.get("a")).isEqualTo(ADA);
        assertThat(cache.getAll(List.of("a", "b"))).hasSize(2);
    }

    @Test
    void manyCallersOfOneKeyShareOneLoad() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(key -> {
                                    go.await();
                                    loads.incrementAndGet();
                                    return ADA;
                                })
                                .build());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Person>> answers =
                    IntStream.range(0, 100)
                            .mapToObj(i -> callers.submit(() -> cache.get("a")))
                            .toList();
            Await.until("the others wait", () -> cache.stats().joined() == 99);
            go.countDown();
            for (Future<Person> answer : answers) {
                assertThat(answer.get()).isEqualTo(ADA);
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void aLoadThatAnInvalidationOvertakesIsNotKept() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .tags((key, value) -> Set.of("t"))
                                .loader(key -> {
                                    int load = loads.incrementAndGet();
                                    if (load % 2 == 1) {
                                        reading.countDown();
                                        go.await();
                                    }
                                    return new Person(key, load, List.of());
                                })
                                .build());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Person> early = callers.submit(() -> cache.get("a"));
            reading.await();
            cache.invalidate("a");
            assertThat(age(cache, "a")).isEqualTo(2);
            go.countDown();
            assertThat(early.get().age()).isEqualTo(1);
        }
        assertThat(age(cache, "a")).isEqualTo(2);
    }

    @Test
    void aLoadThatAnInvalidationOfItsOwnTagOvertakesIsNotKeptNorSharedWithWhoComesLater()
            throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(
                                        Loader.ofEntries(key -> {
                                            int load = loads.incrementAndGet();
                                            if (load == 1) {
                                                reading.countDown();
                                                go.await();
                                            }
                                            Person person = new Person(key, load, List.of());
                                            return Loaded.of(person).tags("known by the load");
                                        }))
                                .build());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Person> early = callers.submit(() -> cache.get("a"));
            reading.await();
            assertThat(cache.invalidateTags("known by the load")).isTrue();
            Future<Person> late = callers.submit(() -> cache.get("a"));
            Await.until("the later one waits", () -> cache.stats().joined() == 1);
            go.countDown();

            assertThat(early.get().age()).isEqualTo(1);
            assertThat(late.get().age()).isEqualTo(2);
        }
        assertThat(age(cache, "a")).isEqualTo(2);
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

    @Test
    void aBulkReadMayBringItsLoader() {
        Cache<String, Person> cache = cache();
        Person loaded = new Person("Eva", 1, List.of());
        cache.put("ada", ADA);

        assertThat(cache.getAll(List.of("ada", "eva"), key -> loaded))
                .isEqualTo(Map.of("ada", ADA, "eva", loaded));
        assertThat(cache.getAll(List.of("eva", "nobody"))).isEqualTo(Map.of("eva", loaded));
    }

    @Test
    void aWarmUpLoadsAllAndTellsOfItsProgress() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        List<WarmUp.Report> reports = new ArrayList<>();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(key -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    Thread.sleep(2);
                                    running.decrementAndGet();
                                    if (key.equals("k3")) {
                                        throw new IllegalStateException("down");
                                    }
                                    return ADA;
                                })
                                .build());

        WarmUp.Report report =
                cache.warmUp(
                        IntStream.range(0, 40).mapToObj(i -> "k" + i).toList(),
                        WarmUp.concurrency(4).progress(reports::add));

        assertThat(report).isEqualTo(new WarmUp.Report(40, 40, 1));
        assertThat(reports).hasSize(40);
        assertThat(most.get()).isLessThanOrEqualTo(4);
    }

    @Test
    @Timeout(60)
    void aBulkLoadThatAsksForOneOfItsKeysIsToldSo() {
        List<Cache<String, Person>> self = new ArrayList<>();
        Cache<String, Person> cache =
                engine.create(settings("people").loader(key -> self.getFirst().get("b")).build());
        self.add(cache);

        assertThatThrownBy(() -> cache.getAll(List.of("a", "b")))
                .isInstanceOf(LoadException.class)
                .hasRootCauseMessage(
                        "A loader must not ask its cache for the key it loads, got 'people:b'");
    }

    @Test
    void aLoaderThatAsksForItsOwnKeyIsToldSo() {
        List<Cache<String, Person>> self = new ArrayList<>();
        Cache<String, Person> cache =
                engine.create(settings("people").loader(key -> self.getFirst().get(key)).build());
        self.add(cache);

        assertThatThrownBy(() -> cache.get("a"))
                .isInstanceOf(LoadException.class)
                .hasRootCauseMessage(
                        "A loader must not ask its cache for the key it loads, got 'people:a'");
    }

    private static @Nullable Person getOrNull(Cache<String, Person> cache, String key) {
        try {
            return cache.get(key);
        } catch (LoadTimeoutException e) {
            return null;
        }
    }
}
