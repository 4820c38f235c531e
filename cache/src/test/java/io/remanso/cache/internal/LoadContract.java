package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Cache;
import io.remanso.cache.LoadException;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
}
