package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.Cache.Change;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** What every cache does, wherever its entries are and in whatever form. */
abstract class CacheContract extends EntryContract {

    private Cache<String, Person> cache() {
        return engine.create(settings("people").build());
    }

    @Test
    void missingNullAndStaleAreDifferentAnswers() {
        Cache<String, Person> cache =
                engine.create(
                        settings("people").staleOnError(Duration.ofMinutes(1)).jitter(0).build());
        cache.put("null", null);
        cache.put("ada", ADA);
        cache.put("old", ADA, EntryOptions.DEFAULT.ttl(Duration.ofMillis(30)));

        assertThat(cache.peek("none")).isEqualTo(new Answer.Missing<Person>());
        assertThat(cache.peek("null")).isEqualTo(new Answer.Fresh<Person>(null));
        assertThat(cache.peek("ada")).isEqualTo(new Answer.Fresh<>(ADA));
        Await.until("it is stale", () -> cache.peek("old") instanceof Answer.Stale<Person>);
        assertThat(cache.peek("old").orNull()).isEqualTo(ADA);
        assertThat(cache.get("none")).isNull();
        assertThat(cache.get("null")).isNull();
        assertThat(cache.get("ada")).isEqualTo(ADA);
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
    void nullsAreNotKeptWhenTheirTimeIsZero() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .negativeTtl(Duration.ZERO)
                                .loader(key -> {
                                    loads.incrementAndGet();
                                    return null;
                                })
                                .build());

        assertThat(cache.get("nobody")).isNull();
        assertThat(cache.get("nobody")).isNull();
        assertThat(cache.getAll(List.of("nobody"))).containsEntry("nobody", null);
        assertThat(loads).hasValue(3);
    }

    @Test
    void aNullThatIsNotKeptDropsWhatWasThere() {
        Cache<String, Person> cache =
                engine.create(settings("people").negativeTtl(Duration.ZERO).build());
        Map<String, Person> nulls = new LinkedHashMap<>();
        for (String key : List.of("put", "all", "update")) {
            nulls.put(key, null);
            cache.put(key, ADA);
        }

        cache.put("put", null);
        cache.putAll(Map.of("other", ADA));
        assertThat(cache.peek("all")).isEqualTo(new Answer.Fresh<>(ADA));
        cache.update("update", held -> new Change.Store<>(null));
        assertThat(cache.peek("update")).isInstanceOf(Answer.Missing.class);
        cache.putAll(nulls);

        for (String key : nulls.keySet()) {
            assertThat(cache.peek(key)).as(key).isInstanceOf(Answer.Missing.class);
        }
    }

    @Test
    void aPutReplacesAndAnInvalidationDrops() {
        Cache<String, Person> cache = cache();
        Person older = new Person("Ada", 37, List.of());

        assertThat(cache.put("ada", ADA)).isTrue();
        assertThat(cache.get("ada")).isEqualTo(ADA);
        cache.put("ada", older);
        assertThat(cache.get("ada")).isEqualTo(older);
        assertThat(cache.invalidate("ada")).isTrue();
        assertThat(cache.peek("ada")).isInstanceOf(Answer.Missing.class);
    }

    @Test
    void manyKeysAreReadWrittenAndDroppedTogether() {
        Cache<String, Person> cache = cache();
        Map<String, Person> people = new LinkedHashMap<>();
        for (int i = 0; i < 250; i++) {
            people.put("p" + i, new Person("P", i, List.of()));
        }
        cache.putAll(people);

        List<String> asked = new ArrayList<>(people.keySet());
        asked.add("nobody");
        assertThat(cache.getAll(asked)).isEqualTo(people);
        assertThat(new ArrayList<>(cache.getAll(asked).keySet()))
                .isEqualTo(new ArrayList<>(people.keySet()));
        cache.invalidateAll(people.keySet());
        assertThat(cache.getAll(asked)).isEmpty();
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
    void tagsDropWhatCarriesThemInEveryCache() {
        Cache<String, Person> people = cache();
        Cache<String, Person> others =
                engine.create(settings("others").tags((key, value) -> Set.of("all")).build());
        people.put("a", ADA, EntryOptions.DEFAULT.tags("x", "y, z%"));
        people.put("b", ADA);
        others.put("c", ADA);

        people.invalidateTags("y, z%");
        assertThat(people.get("a")).isNull();
        assertThat(people.get("b")).isEqualTo(ADA);
        assertThat(others.get("c")).isEqualTo(ADA);
        people.invalidateTags("all", "none");
        assertThat(others.get("c")).isNull();
        others.put("c", ADA);
        assertThat(others.get("c")).isEqualTo(ADA);
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
    void prefixesAndGlobsDropWhatMatchesAndCountIt() {
        Cache<String, Person> cache = cache();
        Cache<String, Person> others = engine.create(settings("others").build());
        for (int i = 0; i < 30; i++) {
            cache.put("user:" + i + ":name", ADA);
            cache.put("user:" + i + ":{age}", ADA);
        }
        cache.put("us*r", ADA);
        others.put("user:1:name", ADA);

        assertThat(cache.invalidatePrefix("us*")).isEqualTo(1);
        assertThat(cache.invalidateGlob("user:?:name")).isEqualTo(10);
        assertThat(cache.invalidateGlob("user:1[0-4]:*")).isEqualTo(10);
        assertThat(cache.invalidateGlob("*:{age}")).isEqualTo(25);
        assertThat(cache.get("user:12:name")).isNull();
        assertThat(cache.get("user:20:name")).isEqualTo(ADA);
        assertThat(cache.invalidatePrefix("user:")).isEqualTo(15);
        assertThat(others.get("user:1:name")).isEqualTo(ADA);
    }

    @Test
    void aClearDropsThisCacheAndNoOther() {
        Cache<String, Person> people = cache();
        Cache<String, Person> others = engine.create(settings("others").build());
        people.put("a", ADA);
        others.put("a", ADA);

        people.clear();
        assertThat(people.get("a")).isNull();
        assertThat(others.get("a")).isEqualTo(ADA);
        people.put("a", ADA);
        assertThat(people.get("a")).isEqualTo(ADA);
        engine.clear();
        assertThat(people.get("a")).isNull();
        assertThat(others.get("a")).isNull();
    }

    @Test
    void anEntryExpiresAndOneThatIsReadKeepsFromIdlingOut() {
        Cache<String, Person> shortLived =
                engine.create(settings("short").ttl(Duration.ofMillis(50)).build());
        shortLived.put("a", ADA);
        Await.until("it is over", () -> shortLived.peek("a") instanceof Answer.Missing<Person>);

        Duration idle = Duration.ofMillis(900);
        Cache<String, Person> idling = engine.create(settings("idling").idle(idle).build());
        do {
            idling.put("read", ADA);
            idling.put("unread", ADA);
        } while (!isReadThroughout(idling, "read", idle));
        assertThat(idling.get("unread")).isNull();
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

    private static @Nullable Person getOrNull(Cache<String, Person> cache, String key) {
        try {
            return cache.get(key);
        } catch (LoadTimeoutException e) {
            return null;
        }
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
    void anUpdateSeesWhatIsHeldAndIsOneStep() throws Exception {
        Cache<String, Person> cache = cache();
        cache.put("counter", new Person("", 0, List.of()));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(
                        callers.submit(() ->
                                assertThat(
                                                cache.update(
                                                        "counter",
                                                        held ->
                                                                new Change.Store<>(
                                                                        new Person(
                                                                                "",
                                                                                Objects
                                                                                                .requireNonNull(
                                                                                                        held
                                                                                                                .orNull())
                                                                                                .age()
                                                                                        + 1,
                                                                                List.of()))))
                                        .isTrue()));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(age(cache, "counter")).isEqualTo(20);
        cache.update("counter", held -> new Change.Remove<>());
        assertThat(cache.get("counter")).isNull();
        cache.update("counter", held -> new Change.Keep<>());
        assertThat(cache.get("counter")).isNull();
    }

    @Test
    void whatIsDroppedWhileAnUpdateIsComputedDoesNotComeBackInItsResult() {
        Cache<String, Person> cache = cache();
        Map<String, Runnable> drops =
                Map.of(
                        "key", () -> cache.invalidate("ada"),
                        "tag", () -> cache.invalidateTags("people"),
                        "prefix", () -> cache.invalidatePrefix("ad"),
                        "glob", () -> cache.invalidateGlob("*a"),
                        "clear", cache::clear);
        drops.forEach((what, drop) -> {
            cache.put("ada", ADA, EntryOptions.DEFAULT.tags("people"));
            AtomicInteger calls = new AtomicInteger();

            cache.update(
                    "ada",
                    held -> {
                        if (calls.getAndIncrement() == 0) {
                            drop.run();
                        }
                        Person ada = held.orNull();
                        return ada == null ? new Change.Keep<>() : new Change.Store<>(ada);
                    });

            assertThat(cache.peek("ada")).as(what).isInstanceOf(Answer.Missing.class);
        });
    }

    @Test
    void anAmendedValueLivesAsLongAsTheOneBeforeIt() {
        Cache<String, Person> cache =
                engine.create(settings("people").ttl(Duration.ofDays(1)).build());
        Person older = new Person("Ada", 37, List.of());
        cache.put("short", ADA, EntryOptions.DEFAULT.ttl(Duration.ofSeconds(2)).jitter(0));
        cache.put("long", ADA);

        for (String key : List.of("short", "long", "new")) {
            cache.update(key, held -> new Change.Amend<>(older));
        }

        assertThat(cache.peek("long")).isEqualTo(new Answer.Fresh<>(older));
        assertThat(cache.peek("new")).isEqualTo(new Answer.Fresh<>(older));
        Await.until("the short one is over", () -> cache.peek("short").orNull() == null);
        assertThat(cache.peek("long")).isEqualTo(new Answer.Fresh<>(older));
    }

    @Test
    void theKeysAreThoseOfThisCacheThatAreHeld() {
        Cache<String, Person> cache = cache();
        Cache<String, Person> others = engine.create(settings("others").build());
        Map<String, Person> people = new LinkedHashMap<>();
        for (int i = 0; i < 450; i++) {
            people.put("p" + i + "{%7B*}", ADA);
        }
        cache.putAll(people);
        others.put("other", ADA);
        cache.invalidate("p7{%7B*}");
        people.remove("p7{%7B*}");
        cache.get("p8{%7B*}");

        Set<String> keys = new HashSet<>();
        cache.keys().forEachRemaining(keys::add);

        assertThat(keys).isEqualTo(people.keySet());
        assertThatThrownBy(() -> others.keys().remove())
                .isInstanceOf(UnsupportedOperationException.class);
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
    void aCacheIsPartedWithAndItsNameIsFree() {
        Cache<String, Person> first = cache();
        first.put("ada", ADA);
        first.get("ada");

        assertThat(engine.remove("people")).isTrue();
        assertThat(engine.remove("people")).isFalse();
        Cache<String, Person> second = cache();
        second.put("ada", new Person("Ada", 37, List.of()));

        assertThat(first.stats().nearEntries()).isZero();
        assertThat(age(second, "ada")).isEqualTo(37);
        assertThat(first.get("ada")).isNotEqualTo(ADA);
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
    void theCallsWithStagesDoTheSame() throws Exception {
        Cache<String, Person> cache = cache();

        assertThat(cache.async().put("a", ADA).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(cache.async().get("a").toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(ADA);
        assertThat(
                        cache.async()
                                .get("b", key -> ADA)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                .isEqualTo(ADA);
        assertThat(cache.async().clear().toCompletableFuture().get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(cache.get("a")).isNull();
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
