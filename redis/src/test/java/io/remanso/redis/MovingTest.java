package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.remanso.testing.Await;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data and masters that move while callers go on. */
class MovingTest {

    private static final Script<Long> BOTH =
            Script.returningNumber(
                    """
                    #!lua
                    redis.call('INCR', KEYS[1])
                    return redis.call('INCR', KEYS[2])
                    """);

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();

    private List<Thread> callers(int count, Runnable call) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!stop.get()) {
                                    try {
                                        call.run();
                                        acknowledged.incrementAndGet();
                                    } catch (RuntimeException e) {
                                        errors.add(e);
                                    }
                                }
                            }));
        }
        return threads;
    }

    private void awaitMoreCalls(int more) {
        long before = acknowledged.get();
        Await.until(more + " more calls", () -> acknowledged.get() >= before + more);
    }

    private void join(List<Thread> threads) throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void noCallerSeesThatASlotMoves() throws Exception {
        try (RedisCluster cluster = RedisCluster.start();
                Redis redis = Redis.connect(TestSettings.of(cluster.url()))) {
            for (int i = 0; i < 100; i++) {
                byte[] key = bytes("{s}:other:" + i);
                redis.call(commands -> commands.set(key, key));
            }
            List<byte[]> keys = List.of(bytes("{s}:one"), bytes("{s}:two"));
            List<Thread> threads = callers(3, () -> BOTH.run(redis, keys));
            threads.addAll(callers(1, () -> read(redis, "{s}:other:7")));
            awaitMoreCalls(100);
            int slot = cluster.slotOf("{s}");
            for (int round = 0; round < 2; round++) {
                for (RedisServer node : cluster.nodes()) {
                    cluster.moveSlot(slot, node);
                    awaitMoreCalls(50);
                }
            }
            join(threads);

            assertThat(errors).isEmpty();
            RedisServer owner = cluster.ownerOf(slot);
            assertThat(owner.call("GET", "{s}:one")).isEqualTo(owner.call("GET", "{s}:two"));
        }
    }

    @Test
    void aNodeThatDiesTakesOnlyItsSlotsAndComesBack() {
        try (RedisCluster cluster = RedisCluster.start("cluster-require-full-coverage no");
                Redis redis = Redis.connect(TestSettings.of(cluster.url()))) {
            for (RedisServer node : cluster.nodes()) {
                node.kill();
                String dead = keyOn(cluster, node, true);
                String alive = keyOn(cluster, node, false);
                assertThatThrownBy(() -> write(redis, dead)).isInstanceOf(RedisFailure.class);
                Await.until("other slots are served", () -> isWritten(redis, alive));
                node.restart();
                Await.until("its slots are served again", () -> isWritten(redis, dead));
            }
        }
    }

    /** A key whose slot is, or is not, served by a node by how slots were dealt at the start. */
    private static String keyOn(RedisCluster cluster, RedisServer node, boolean served) {
        int index = cluster.nodes().indexOf(node);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "key:" + i)
                .filter(key -> (SlotHash.getSlot(key) * 3 / SlotHash.SLOT_COUNT == index) == served)
                .findFirst()
                .orElseThrow();
    }

    private static String write(Redis redis, String key) {
        return redis.call(commands -> commands.set(bytes(key), bytes("v")));
    }

    private static boolean isWritten(Redis redis, String key) {
        return write(redis, key).equals("OK");
    }

    private static void read(Redis redis, String key) {
        byte[] value = redis.callRepeatable(commands -> commands.get(bytes(key)));
        assertThat(value).isEqualTo(bytes(key));
    }

    @Test
    void writesResumeByThemselvesAfterSentinelsHaveFailedOver() throws Exception {
        try (RedisSentinel sentinel = RedisSentinel.start()) {
            RedisSettings settings =
                    TestSettings.of(sentinel.url()).withSocketTimeout(Duration.ofSeconds(1));
            try (Redis redis = Redis.connect(settings)) {
                byte[] key = bytes("n");
                List<Thread> threads = callers(3, () -> redis.call(c -> c.incr(key)));
                awaitMoreCalls(100);

                RedisServer next = sentinel.failOver();

                awaitMoreCalls(1);
                long counted = Long.parseLong("" + next.call("GET", "n"));
                awaitMoreCalls(100);
                join(threads);
                assertThat(errors).isNotEmpty();
                assertThat(errors)
                        .allSatisfy(e ->
                                assertThat(e)
                                        .isInstanceOfAny(
                                                RedisUnavailableException.class,
                                                RedisOutcomeUnknownException.class));
                assertThat(Long.parseLong("" + next.call("GET", "n")))
                        .isGreaterThanOrEqualTo(counted + 100);
            }
        }
    }
}
