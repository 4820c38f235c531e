package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import io.remanso.cache.Tiers;
import io.remanso.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every cache does with an entry that has options of its own, wherever it keeps it. */
abstract class EntryContract {

    /** A value with some shape. */
    record Person(String name, int age, List<String> roles) {}

    static final Person ADA = new Person("Ada", 36, List.of("analyst", "größe {}%*"));

    private static final EntryOptions SHORT =
            EntryOptions.DEFAULT.ttl(Duration.ofMillis(60)).jitter(0);

    CacheEngine engine;

    /** A node of an application that nothing else has used. */
    abstract CacheEngine open();

    abstract void close();

    /** Where entries are, in which form. */
    CacheSettingsBuilder<String, Person> settings(String name) {
        return CacheSettings.of(name, String.class, Person.class);
    }

    @BeforeEach
    void begin() {
        engine = open();
    }

    @AfterEach
    void end() {
        close();
    }

    private Tiers tiers() {
        return settings("any").build().tiers();
    }

    /** A cache whose values count its loads, with these options. */
    private Cache<String, Person> counting(AtomicInteger loads, EntryOptions options) {
        return engine.create(
                settings("people")
                        .loader(
                                Loader.ofEntries(key ->
                                        new Loaded<>(
                                                new Person(key, loads.incrementAndGet(), List.of()),
                                                options)))
                        .build());
    }

    static int age(Cache<String, Person> cache, String key) {
        return Objects.requireNonNull(cache.get(key)).age();
    }

    /** Reads for longer than the idle time; false if this machine held the reader up in between. */
    static boolean isReadThroughout(Cache<String, Person> cache, String key, Duration idle) {
        long start = System.nanoTime();
        long last = start;
        while (last - start < 2 * idle.toNanos()) {
            Person person = cache.get(key);
            long now = System.nanoTime();
            if (now - last > idle.toNanos() / 4) {
                return false;
            }
            assertThat(person).isEqualTo(ADA);
            last = now;
        }
        return true;
    }

    @Test
    void anEntryIdlesOutInACacheWhoseOthersDoNot() {
        Duration idle = Duration.ofMillis(900);
        EntryOptions options = EntryOptions.DEFAULT.idle(idle);
        Cache<String, Person> cache = engine.create(settings("people").build());
        do {
            cache.put("read", ADA, options);
            cache.put("unread", ADA, options);
            cache.put("other", ADA);
        } while (!isReadThroughout(cache, "read", idle));

        assertThat(cache.get("unread")).isNull();
        assertThat(cache.get("other")).isEqualTo(ADA);
    }

    @Test
    void anEntryIsServedLateWhileTheNextIsLoadedInACacheWhoseOthersAreNot() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                counting(loads, SHORT.staleWhileRevalidate(Duration.ofMinutes(5)));

        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until("the next one comes", () -> age(cache, "a") > 1);
        assertThat(cache.stats().staleServed()).isPositive();
    }

    @Test
    void anEntryStandsInForAFailedLoadInACacheWhoseOthersDoNot() {
        AtomicBoolean broken = new AtomicBoolean();
        Cache<String, Person> cache =
                engine.create(
                        settings("people")
                                .loader(
                                        Loader.ofEntries(key -> {
                                            if (broken.get()) {
                                                throw new IOException("the source is away");
                                            }
                                            return new Loaded<>(
                                                    ADA,
                                                    key.equals("kept")
                                                            ? SHORT.staleOnError(
                                                                    Duration.ofHours(1))
                                                            : SHORT);
                                        }))
                                .build());
        assertThat(cache.get("kept")).isEqualTo(ADA);
        assertThat(cache.get("other")).isEqualTo(ADA);
        broken.set(true);

        Await.until(
                "the loads fail",
                () -> ADA.equals(cache.get("kept")) && cache.stats().loadFailures() > 0);
        assertThat(cache.get("kept")).isEqualTo(ADA);
        Await.until("it is over", () -> cache.peek("other") instanceof Answer.Missing<Person>);
        assertThatThrownBy(() -> cache.get("other")).isInstanceOf(LoadException.class);
    }

    @Test
    void anEntryIsNotServedLateInACacheWhoseOthersAre() {
        Cache<String, Person> cache =
                engine.create(settings("people").staleOnError(Duration.ofHours(1)).build());
        cache.put("other", ADA, SHORT);
        cache.put("own", ADA, SHORT.staleOnError(Duration.ZERO));

        Await.until("it is over", () -> cache.peek("own") instanceof Answer.Missing<Person>);
        Await.until("it is stale", () -> cache.peek("other") instanceof Answer.Stale<Person>);
    }

    @Test
    void anEntryIsRefreshedEarlyWhereReadsInProcessCanBeginIt() {
        AtomicInteger loads = new AtomicInteger();
        EntryOptions options = EntryOptions.DEFAULT.jitter(0).refreshAt(0.0001);
        Cache<String, Person> cache = counting(loads, options);
        if (tiers() == Tiers.FAR) {
            assertThatThrownBy(() -> cache.put("a", ADA, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "An early refresh is begun by a read in process, got refreshAt 1.0E-4 for an entry of the tier FAR; keep it in BOTH");
            return;
        }
        assertThat(age(cache, "a")).isEqualTo(1);
        Await.until("it is refreshed", () -> age(cache, "a") > 1);
        assertThat(cache.stats().staleServed()).isZero();
    }

    @Test
    void anEntryIsKeptInATierOfItsCacheAndInNoOther() {
        Cache<String, Person> cache = engine.create(settings("people").build());
        for (Tiers where : Tiers.values()) {
            EntryOptions options = EntryOptions.DEFAULT.tiers(where);
            Loader<String, Person> loader = Loader.ofEntries(key -> new Loaded<>(ADA, options));
            String key = where.name();
            if (where == tiers() || tiers() == Tiers.BOTH) {
                cache.put(key, ADA);
                assertThat(cache.put(key, new Person("Bob", 1, List.of()), options)).isTrue();
                assertThat(age(cache, key)).isEqualTo(1);
                assertThat(age(cache, key)).isEqualTo(1);
                cache.invalidate(key);
                assertThat(cache.get(key)).isNull();
                assertThat(cache.get(key, loader)).isEqualTo(ADA);
                assertThat(cache.get(key)).isEqualTo(ADA);
                cache.clear();
                assertThat(cache.get(key)).isNull();
            } else {
                String rule =
                        "An entry's tiers must be among those of its cache, got %s in a cache of %s"
                                .formatted(where, tiers());
                assertThatThrownBy(() -> cache.put(key, ADA, options))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(rule);
                assertThatThrownBy(() -> cache.get(key, loader))
                        .isInstanceOf(LoadException.class)
                        .hasMessageContaining(rule);
                assertThat(cache.get(key)).isNull();
            }
        }
    }

    @Test
    void manyKeysAreLoadedWithOptionsOfTheirOwn() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, Person> cache =
                counting(loads, EntryOptions.DEFAULT.tiers(tiers()).tags("t"));
        List<String> keys = List.of("a", "b", "c");

        assertThat(cache.getAll(keys)).hasSize(3);
        assertThat(cache.getAll(keys)).hasSize(3);
        assertThat(loads).hasValue(3);
        cache.invalidateTags("t");
        cache.getAll(keys);
        assertThat(loads).hasValue(6);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        EntryOptions none = EntryOptions.DEFAULT;
        assertThatThrownBy(() -> none.idle(Duration.ZERO))
                .hasMessage("An idle time must be positive, got PT0S");
        assertThatThrownBy(() -> none.jitter(1.5))
                .hasMessage("A jitter must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> none.staleOnError(Duration.ofMillis(-1)))
                .hasMessage("The time of stale-on-error must not be negative, got PT-0.001S");
        assertThatThrownBy(() -> none.refreshAt(-1))
                .hasMessage("The point of an early refresh must be from 0 to 1, got -1.0");
    }
}
