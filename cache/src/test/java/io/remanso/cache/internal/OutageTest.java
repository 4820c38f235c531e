package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheStats;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redis goes away under load, and comes back. */
class OutageTest {

    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("remanso.outage.seconds", 4));
    private static final int HOT_READS = 100_000;
    private static final Logger log = LoggerFactory.getLogger("figures");
    private static final Duration TO_AGREE = Duration.ofSeconds(5);

    private final Nodes nodes = new Nodes(Nodes.SHORT);
    private final RedisServer server = RedisServer.start();

    @AfterEach
    void close() {
        nodes.close();
        server.close();
    }

    @Test
    void noCallerSeesAnErrorAndAllNodesAgreeAfterwards() throws Exception {
        List<FaultyProxy> proxies = new ArrayList<>();
        List<Cache<Integer, Long>> caches = new ArrayList<>();
        List<CacheEngine> engines = new ArrayList<>();
        AtomicLong source = new AtomicLong(1);
        for (int i = 0; i < 3; i++) {
            FaultyProxy proxy = FaultyProxy.before(server);
            proxies.add(proxy);
            CacheEngine engine = nodes.connect(proxy.url());
            engines.add(engine);
            caches.add(
                    engine.create(
                            CacheSettings.of("k", Integer.class, Long.class)
                                    .loader(key -> source.get())
                                    .build()));
        }
        AtomicBoolean stopped = new AtomicBoolean();
        Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> callers =
                IntStream.range(0, 6)
                        .mapToObj(i -> caller(caches.get(i % 3), i, stopped, errors))
                        .toList();
        Cache<String, String> quiet = engines.getFirst().create(plain());
        quiet.put("hot", "value");
        Await.until("it is hot", () -> near(quiet, "hot"));
        long connected = nanosOfHotReads(quiet);
        proxies.forEach(FaultyProxy::refuse);
        Await.until("the nodes notice", () -> engines.stream().noneMatch(CacheEngine::connected));
        CacheStats before = quiet.stats();
        long alone = nanosOfHotReads(quiet);
        assertThat(quiet.stats().nearHits() - before.nearHits()).isEqualTo(HOT_READS);
        assertThat(quiet.stats().redisFailures()).isEqualTo(before.redisFailures());
        Thread.sleep(OUTAGE);
        stopped.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        // What is written last, on one node, is what all have to agree on.
        source.set(1_000_000);
        for (int key = 0; key < 50; key++) {
            assertThat(caches.get(1).put(key, 1_000_000L)).isFalse();
            assertThat(caches.get(1).get(key)).isEqualTo(1_000_000L);
        }
        proxies.forEach(FaultyProxy::heal);
        long healedAt = System.nanoTime();
        Await.until(
                "the nodes agree",
                () ->
                        caches.stream()
                                .allMatch(cache ->
                                        IntStream.range(0, 50)
                                                .allMatch(key ->
                                                        Long.valueOf(1_000_000)
                                                                .equals(cache.get(key)))));
        Duration agreed = Duration.ofNanos(System.nanoTime() - healedAt);

        log.info(
                "{} of outage under load of 6 callers: {} errors, hot reads {} ns before and {} ns in it, agreed {} ms after",
                OUTAGE,
                errors.size(),
                connected / HOT_READS,
                alone / HOT_READS,
                agreed.toMillis());

        assertThat(errors).isEmpty();
        assertThat(agreed).isLessThan(TO_AGREE);
        Await.until(
                "nothing waits any more",
                () -> engines.stream().allMatch(engine -> engine.pending() == 0));
    }

    private static long nanosOfHotReads(Cache<String, String> cache) {
        int right = 0;
        long start = System.nanoTime();
        for (int i = 0; i < HOT_READS; i++) {
            right += "value".equals(cache.get("hot")) ? 1 : 0;
        }
        long took = System.nanoTime() - start;
        assertThat(right).isEqualTo(HOT_READS);
        return took;
    }

    /** Whether a read of the key is answered in process. */
    private static boolean near(Cache<String, String> cache, String key) {
        long before = cache.stats().nearHits();
        return cache.get(key) != null && cache.stats().nearHits() > before;
    }

    private static Thread caller(
            Cache<Integer, Long> cache, int self, AtomicBoolean stopped, Queue<Throwable> errors) {
        return Thread.ofPlatform()
                .start(() -> {
                    for (int i = 0; !stopped.get(); i++) {
                        try {
                            int key = (i * 31 + self) % 50;
                            switch (i % 20) {
                                case 0 -> cache.put(key, (long) i);
                                case 1 -> cache.invalidate(key);
                                case 2 -> cache.getAll(List.of(key, key + 1, key + 2));
                                default -> cache.get(key);
                            }
                        } catch (RuntimeException e) {
                            errors.add(e);
                        }
                    }
                });
    }

    @Test
    void aWriteMadeInTheOutageIsStoredOnReturnUnlessAnotherNodeWasLater() {
        try (FaultyProxy proxy = FaultyProxy.before(server)) {
            CacheEngine cut = nodes.connect(proxy.url());
            CacheEngine free = nodes.connect(server.url());
            Cache<String, String> a = cut.create(plain());
            Cache<String, String> b = free.create(plain());
            a.put("kept", "old");
            a.put("lost", "old");
            Await.until(
                    "b has them", () -> "old".equals(b.get("lost")) && "old".equals(b.get("kept")));
            proxy.refuse();
            Await.until("the node notices", () -> !cut.connected());

            a.put("kept", "new");
            a.put("lost", "mine");
            assertThat(b.put("lost", "theirs")).isTrue();
            proxy.heal();
            Await.until("all is settled", () -> cut.connected() && cut.pending() == 0);

            Await.until("the write is there", () -> "new".equals(b.get("kept")));
            assertThat(a.get("kept")).isEqualTo("new");
            assertThat(a.get("lost")).as("nobody knows which was later").isNull();
            Await.until("b agrees", () -> b.get("lost") == null);
        }
    }

    @Test
    void tooManyWritesInAnOutageClearTheCacheInstead() {
        try (FaultyProxy proxy = FaultyProxy.before(server)) {
            CacheEngine cut = nodes.connect(proxy.url());
            Cache<String, String> a = cut.create(plain());
            Cache<String, String> b = nodes.connect(server.url()).create(plain());
            b.put("other", "value");
            proxy.refuse();
            Await.until("the node notices", () -> !cut.connected());

            for (int i = 0; i <= Pending.BOUND; i++) {
                a.invalidate("k" + i);
            }
            assertThat(cut.pending()).isLessThan(10);
            proxy.heal();
            Await.until("all is settled", () -> cut.connected() && cut.pending() == 0);

            Await.until("the namespace is cleared", () -> b.get("other") == null);
        }
    }

    private static CacheSettings<String, String> plain() {
        return CacheSettings.of("plain", String.class, String.class).build();
    }
}
