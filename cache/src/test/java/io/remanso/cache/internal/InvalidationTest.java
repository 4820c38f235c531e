package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import io.remanso.cache.Tiers;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * When an invalidation is in force: on the node that made it at once, however far its reader of the
 * log lags behind; on the others whatever becomes of what was on its way.
 */
class InvalidationTest {

    private static RedisServer server;
    private final Nodes nodes = new Nodes();
    private final LaggingLog lag = new LaggingLog();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        lag.end();
        nodes.close();
    }

    /** Rules under which no event is applied until the lag is ended. */
    private static final class LaggingLog implements Continuity {
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public boolean follows(Position last, String epoch, long seq) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SAFE.follows(last, epoch, seq);
        }

        @Override
        public boolean mayGoOn(Journal.Attached attached) {
            return SAFE.mayGoOn(attached);
        }

        void end() {
            end.countDown();
        }
    }

    private Cache<String, String> cache(Tiers tiers) {
        return cache(CacheSettings.of("things", String.class, String.class).tiers(tiers));
    }

    private Cache<String, String> cache(CacheSettingsBuilder<String, String> settings) {
        Rules lagging = new Rules(FillGuard.SAFE, lag, Rules.SAFE.publish());
        return nodes.connect(server.url(), lagging).create(settings.build());
    }

    @Test
    void aTagThatIsFirstMetAfterItsInvalidationIsVoid() {
        Cache<String, String> cache = cache(Tiers.FAR);
        cache.put("a", "old", EntryOptions.DEFAULT.tags("t"));

        assertThat(cache.invalidateTags("t")).isTrue();

        assertThat(cache.get("a")).isNull();
    }

    @Test
    void aTagThatNoEntryInProcessCarriedWhenItWasInvalidatedIsVoid() {
        Cache<String, String> cache = cache(Tiers.FAR);
        cache.put("a", "old", EntryOptions.DEFAULT.tags("t"));
        assertThat(cache.get("a")).isEqualTo("old");
        collectGarbage();

        assertThat(cache.invalidateTags("t")).isTrue();

        assertThat(cache.get("a")).isNull();
    }

    /** What nothing holds any more is gone when this returns. */
    private static void collectGarbage() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        Await.until(
                "garbage is collected",
                () -> {
                    System.gc();
                    return canary.get() == null;
                });
    }

    @Test
    void aLoadWhoseOwnTagWasInvalidatedMeanwhileIsNotKeptInProcess() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        List<Cache<String, String>> self = new ArrayList<>();
        Loader<String, String> loader =
                Loader.ofEntries(key -> {
                    int load = loads.incrementAndGet();
                    if (load == 1) {
                        assertThat(self.getFirst().invalidateTags("t")).isTrue();
                    }
                    return Loaded.of("v" + load).tags("t");
                });
        self.add(cache(CacheSettings.of("things", String.class, String.class).loader(loader)));

        assertThat(self.getFirst().get("a")).isEqualTo("v1");
        assertThat(self.getFirst().get("a")).isEqualTo("v2");
    }

    @Test
    void anUpdateDoesNotBringBackWhatAClearDroppedThatItsNodeHasYetToHearOf() {
        Cache<String, String> other =
                nodes.connect(server.url())
                        .create(CacheSettings.of("things", String.class, String.class).build());
        Cache<String, String> lagging = cache(Tiers.BOTH);
        other.put("a", "old");
        assertThat(other.clear()).isTrue();
        assertThat(lagging.put("b", "v")).isTrue();

        lagging.update(
                "a",
                held ->
                        held instanceof Answer.Fresh<String> fresh
                                ? new Change.Amend<>(fresh.value() + "er")
                                : new Change.Keep<>());

        assertThat(other.get("a")).isNull();
    }

    /** A connection on which a call that its node has given up still goes on. */
    private Redis patient(FaultyProxy proxy) {
        return nodes.opened(
                Redis.connect(
                        RedisSettings.of(proxy.url()).withSocketTimeout(Duration.ofSeconds(20))));
    }

    /** A node that soon gives up a call. */
    private CacheEngine hasty(Redis redis) {
        CacheEngine node =
                CacheEngine.with(redis, nodes.prefix, Nodes.SHORT, Rules.SAFE, new TickingClock());
        Await.until("the node follows the log", node::connected);
        return node;
    }

    @Test
    void aLeaseThatIsGrantedTooLateIsGivenBack() {
        try (FaultyProxy proxy = FaultyProxy.before(server)) {
            Redis redis = patient(proxy);
            CacheEngine node = hasty(redis);
            Cache<String, String> cache =
                    node.create(CacheSettings.of("things", String.class, String.class).build());
            for (int i = 0; i < 10; i++) {
                cache.get("missing" + i, key -> "v");
            }
            proxy.blackHole();
            assertThat(cache.get("a", key -> "v")).isEqualTo("v");
            proxy.heal();
            redis.callRepeatable(c -> c.ping());

            assertThat(server.call("EXISTS", "{" + nodes.prefix + "things:a}:lease")).isEqualTo(0L);
            node.close();
        }
    }

    @Test
    void aPutThatReachesRedisAfterItWasGivenUpIsNotMade() {
        try (FaultyProxy proxy = FaultyProxy.before(server)) {
            Redis redis = patient(proxy);
            Cache<String, String> other =
                    nodes.connect(server.url())
                            .create(CacheSettings.of("things", String.class, String.class).build());
            CacheEngine dying = hasty(redis);
            Cache<String, String> held =
                    dying.create(CacheSettings.of("things", String.class, String.class).build());
            assertThat(held.put("a", "older")).isTrue();

            proxy.blackHole();
            assertThat(held.put("a", "old")).isFalse();
            dying.close();
            assertThat(other.invalidate("a")).isTrue();
            proxy.heal();
            redis.callRepeatable(c -> c.ping());

            assertThat(other.get("a")).isNull();
        }
    }

    @Test
    void anEventThatCannotBeAppliedEmptiesTheNearTierAndTheNextOnesAreApplied() {
        KeyCodec<String> fragile =
                KeyCodec.of(
                        Function.identity(),
                        text -> {
                            if (text.equals("poison")) {
                                throw new StackOverflowError(text);
                            }
                            return text;
                        });
        Cache<String, String> one =
                nodes.connect(server.url())
                        .create(CacheSettings.of("things", String.class, String.class).build());
        CacheEngine node = nodes.connect(server.url());
        Cache<String, String> other =
                node.create(
                        CacheSettings.of("things", fragile, JsonCodec.of(String.class)).build());
        one.put("a", "old");
        Await.until("it is near", () -> "old".equals(other.get("a")) && nearHit(other, "a"));

        one.invalidate("poison");
        Await.until("the near tier is emptied", () -> other.stats().flushes() > 0);
        Await.until("it is near again", () -> "old".equals(other.get("a")) && nearHit(other, "a"));
        one.put("a", "new");
        Await.until("the next event is applied", () -> "new".equals(other.get("a")));
        assertThat(node.connected()).isTrue();
    }

    private static boolean nearHit(Cache<String, String> cache, String key) {
        long before = cache.stats().nearHits();
        cache.get(key);
        return cache.stats().nearHits() > before;
    }
}
