package io.remanso.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Caches;
import io.remanso.testing.Await;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes of one application, over one Redis. */
class NodesTest {

    /** A value with some shape. */
    record Person(String name, List<String> roles) {}

    private static final Person ADA = new Person("Ada", List.of("analyst"));
    private static final Person EVA = new Person("Eva", List.of());

    private static RedisServer server;

    private String prefix = "";
    private Node one;
    private Node two;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        prefix = Node.freshPrefix();
        one = Node.over(server, prefix);
        two = Node.over(server, prefix);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static MutableConfiguration<Long, Person> people() {
        return new MutableConfiguration<Long, Person>().setTypes(Long.class, Person.class);
    }

    private static MutableConfiguration<String, Long> counters() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    @Test
    void whatOneNodeDoesTheOtherSees() {
        Cache<Long, Person> here = one.cache("people", people());
        Cache<Long, Person> there = two.cache("people", people());

        here.put(1L, ADA);
        here.putAll(Map.of(2L, ADA, 3L, EVA));
        assertThat(there.getAll(Set.of(1L, 2L, 3L, 4L)))
                .isEqualTo(Map.of(1L, ADA, 2L, ADA, 3L, EVA));

        here.put(1L, EVA);
        Await.until("the other sees the put", () -> EVA.equals(there.get(1L)));
        here.remove(1L);
        Await.until("the other sees the removal", () -> there.get(1L) == null);
        assertThat(there.containsKey(2L)).isTrue();
        here.clear();
        Await.until("the other sees the clear", () -> !there.containsKey(2L));
        assertThat(there.iterator().hasNext()).isFalse();
    }

    @Test
    void whatIsPutRightAfterTheStartIsKept() {
        for (long i = 0; i < 20; i++) {
            try (Node late = Node.over(server, prefix)) {
                Cache<Long, Person> cache = late.cache("people", people());
                cache.put(i, ADA);
                assertThat(cache.get(i)).as("start %d", i).isEqualTo(ADA);
            }
        }
    }

    @Test
    void anOperatorSeesTheJson() {
        one.cache("people", people()).put(7L, ADA);

        assertThat(String.valueOf(server.call("GET", prefix + "people:7")))
                .endsWith("\n{\"name\":\"Ada\",\"roles\":[\"analyst\"]}");
    }

    @Test
    void noIncrementIsLost() throws Exception {
        List<Cache<String, Long>> caches =
                List.of(one.cache("counters", counters()), two.cache("counters", counters()));
        int callers = 4;
        int increments = 50;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Cache<String, Long> cache : caches) {
                for (int i = 0; i < callers; i++) {
                    all.add(
                            threads.submit(() -> {
                                for (int j = 0; j < increments; j++) {
                                    cache.invoke(
                                            "visits",
                                            (entry, arguments) -> {
                                                Long seen = entry.getValue();
                                                entry.setValue(seen == null ? 1 : seen + 1);
                                                return null;
                                            });
                                }
                            }));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        long expected = (long) caches.size() * callers * increments;
        assertThat(caches.getFirst().getAndRemove("visits")).isEqualTo(expected);
    }

    @Test
    void ofManyPutsIfAbsentOneWins() throws Exception {
        List<Cache<String, Long>> caches =
                List.of(one.cache("first", counters()), two.cache("first", counters()));
        AtomicInteger winners = new AtomicInteger();
        int keys = 100;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Cache<String, Long> cache : caches) {
                all.add(
                        threads.submit(() -> {
                            for (int i = 0; i < keys; i++) {
                                winners.addAndGet(cache.putIfAbsent("k" + i, 1L) ? 1 : 0);
                            }
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(winners).hasValue(keys);
    }

    @Test
    void aLoaderRunsOnceInAllNodes() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(1);
        CacheLoader<Long, Person> loader =
                new CacheLoader<>() {
                    @Override
                    public Person load(Long key) {
                        loads.incrementAndGet();
                        try {
                            open.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return ADA;
                    }

                    @Override
                    public Map<Long, Person> loadAll(Iterable<? extends Long> keys) {
                        throw new AssertionError("one is asked for");
                    }
                };
        MutableConfiguration<Long, Person> loading =
                people().setReadThrough(true).setCacheLoaderFactory(() -> loader);
        Cache<Long, Person> here = one.cache("people", loading);
        Cache<Long, Person> there = two.cache("people", loading);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Person>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> here.get(1L)));
                all.add(threads.submit(() -> there.get(1L)));
            }
            String waiting = "{" + prefix + "people:1}:waiting";
            Await.until(
                    "the other node waits",
                    () -> Long.valueOf(1).equals(server.call("EXISTS", waiting)));
            open.countDown();
            for (Future<Person> one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(ADA);
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void eventsAreThoseOfTheNodeThatMadeTheChange() {
        Recorder<String, Long> heardHere = new Recorder<>();
        Recorder<String, Long> heardThere = new Recorder<>();
        Cache<String, Long> here = one.cache("counters", counters());
        Cache<String, Long> there = two.cache("counters", counters());
        here.registerCacheEntryListener(heardHere.configuration(true));
        there.registerCacheEntryListener(heardThere.configuration(true));

        here.put("a", 1L);
        there.put("a", 2L);
        here.remove("a");

        assertThat(heardHere.events()).containsExactly("CREATED a null->1", "REMOVED a 2->2");
        assertThat(heardThere.events()).containsExactly("UPDATED a 1->2");
    }

    @Test
    void anEntryPastItsEndIsToldOfByTheNodeThatFindsIt() {
        Recorder<String, Long> heard = new Recorder<>();
        MutableConfiguration<String, Long> shortLived =
                counters()
                        .setExpiryPolicyFactory(
                                CreatedExpiryPolicy.factoryOf(
                                        new Duration(TimeUnit.MILLISECONDS, 50)))
                        .addCacheEntryListenerConfiguration(heard.configuration(true));
        Cache<String, Long> here = one.cache("counters", shortLived);
        here.put("a", 1L);

        Await.until("it is over", () -> here.get("a") == null);

        assertThat(heard.events()).containsExactly("CREATED a null->1", "EXPIRED a 1->1");
    }

    @Test
    void anIterationMeetsWhatEveryNodeHasPut() {
        Cache<String, Long> here = one.cache("counters", counters());
        Cache<String, Long> there = two.cache("counters", counters());
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            (i % 2 == 0 ? here : there).put("{k" + i + "}", (long) i);
            expected.add("{k" + i + "}");
        }

        List<String> met = new ArrayList<>();
        here.forEach(entry -> met.add(entry.getKey()));

        assertThat(met).containsExactlyInAnyOrderElementsOf(expected);
        here.removeAll();
        Await.until("the other holds none", () -> !there.iterator().hasNext());
    }

    @Test
    void cachesWhoseNamesBeginAlikeAreApart() {
        Cache<String, Long> shorter = one.cache("a", counters());
        Cache<String, Long> longer = one.cache("a:b", counters());
        shorter.put("b:c", 1L);
        longer.put("c", 2L);

        shorter.removeAll();
        one.manager().destroyCache("a");

        assertThat(longer.get("c")).isEqualTo(2);
        longer.put("c", 3L);
        assertThat(one.cache("a", counters()).get("b:c")).isNull();
    }

    @Test
    void aClosedCacheLeavesItsEntriesAndADestroyedOneDoesNot() {
        one.cache("counters", counters()).put("a", 1L);
        one.manager().getCache("counters").close();
        Cache<String, Long> again = one.cache("counters", counters());
        assertThat(again.get("a")).isEqualTo(1);

        one.manager().destroyCache("counters");
        assertThat(one.cache("counters", counters()).get("a")).isNull();
        assertThat(server.call("EXISTS", prefix + "counters:a")).isEqualTo(0L);
    }

    @Test
    void unwrappingLeadsToTheCacheBehind() {
        Cache<String, Long> cache = one.cache("counters", counters());
        cache.put("a", 1L);

        io.remanso.cache.Cache<?, ?> behind = cache.unwrap(io.remanso.cache.Cache.class);

        assertThat(behind.stats().connected()).isTrue();
        assertThat(one.manager().unwrap(Caches.class).connected()).isTrue();
        behind.invalidatePrefix("a");
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void aClusterDoesTheSame() {
        try (RedisCluster cluster = RedisCluster.start();
                Node here = Node.over(cluster.url(), prefix, "20");
                Node there = Node.over(cluster.url(), prefix, "20")) {
            Cache<String, Long> mine = here.cache("counters", counters());
            Cache<String, Long> theirs = there.cache("counters", counters());
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                keys.add("k" + i);
                assertThat(mine.putIfAbsent("k" + i, 1L)).isTrue();
            }
            theirs.invokeAll(
                    keys,
                    (entry, arguments) -> {
                        entry.setValue(entry.getValue() + 1);
                        return null;
                    });

            Await.until(
                    "this node sees the others' values",
                    () -> mine.getAll(keys).values().stream().allMatch(value -> value == 2));
            Set<String> met = new HashSet<>();
            mine.forEach(entry -> met.add(entry.getKey()));
            assertThat(met).isEqualTo(keys);
            mine.clear();
            Await.until("the other sees the clear", () -> theirs.getAll(keys).isEmpty());
        }
    }
}
