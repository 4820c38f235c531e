package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.EntryOptions;
import io.remanso.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every cache does, wherever its entries are and in whatever form. */
abstract class CacheContract extends LateLoadContract {

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
    void aPatternMatchesCharactersThatAreWrittenOtherwiseInRedis() {
        Cache<String, Person> cache = cache();
        for (String key : List.of("a%b", "a{b", "acb", "ab", "a%25b", "{x", "7x", "Bx", "%x")) {
            cache.put(key, ADA);
        }

        assertThat(cache.invalidateGlob("a?b")).isEqualTo(3);
        assertThat(cache.get("a%b")).isNull();
        assertThat(cache.get("a{b")).isNull();
        assertThat(cache.get("a%25b")).isEqualTo(ADA);
        assertThat(cache.invalidateGlob("[{]x")).isEqualTo(1);
        assertThat(cache.get("7x")).isEqualTo(ADA);
        assertThat(cache.invalidateGlob("[^0-9A-Z]x")).isEqualTo(1);
        assertThat(cache.get("%x")).isNull();
        assertThat(cache.get("Bx")).isEqualTo(ADA);
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
}
