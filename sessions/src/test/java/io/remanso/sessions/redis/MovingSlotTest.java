package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.Increment;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.WriteOptions;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.testing.Tables;
import io.remanso.testing.Await;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The slot of a session moves from node to node of a Cluster while it is read and written. */
class MovingSlotTest {

    private static final int ROUNDS = 2;

    @RegisterExtension final Tables tables = new Tables();

    private final AtomicBoolean stop = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final List<AtomicInteger> counts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private RedisCluster cluster;
    private SharedRedis redis;

    @BeforeEach
    void start() {
        cluster = RedisCluster.start();
        redis = SharedRedis.over(cluster);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void noCallerSeesIt() throws Exception {
        RedisBackend backend = redis.backend();
        SessionId id = SessionId.random();
        new SmallSession(backend, id).begin(SmallSession.TTL, "first");
        SmallSession read = new SmallSession(redis.backend(), id);
        SmallSession ahead = new SmallSession(redis.backend(1, SmallSession.TTL), id);

        again(() -> step(new SmallSession(backend, id)));
        again(() -> step(ahead));
        again(() -> longStep(new SmallSession(redis.backend(), id)));
        again(() -> read(read));
        again(() -> {
            backend.touch(id, null);
            assertThat(backend.exists(id)).isTrue();
            backend.addAudit(id, "line");
        });
        moveAround(id);

        assertThat(errors).isEmpty();
        int written = counts.stream().limit(3).mapToInt(AtomicInteger::get).sum();
        assertThat(backend.state(id).record().nextVersion()).isEqualTo(2 + written);
        assertThat(redis.ends().values()).doesNotContain(-1L);
    }

    @Test
    void noStepOnATableIsLostOrDoneTwice() throws Exception {
        DatasetSessions sessions =
                new DatasetSessions(
                        redis.backend(),
                        tables.engine(),
                        SessionSettings.defaults(),
                        Clock.systemUTC());
        String id =
                sessions.create(
                                NewSession.of("a.csv"),
                                tables.of("SELECT 0::BIGINT AS a, 0::BIGINT AS b"))
                        .sessionId();

        again(() -> sessions.apply(id, new Increment("a"), WriteOptions.NONE));
        again(() -> sessions.apply(id, new Increment("b"), WriteOptions.NONE));
        again(() -> sessions.metadata(id));
        moveAround(new SessionId(id));

        assertThat(errors).isEmpty();
        assertThat(Values.of(sessions.table(id).table(), "a"))
                .containsExactly((long) counts.get(0).get());
        assertThat(Values.of(sessions.table(id).table(), "b"))
                .containsExactly((long) counts.get(1).get());
    }

    /** Calls without end, over and over, from a thread of its own. */
    private void again(Runnable call) {
        AtomicInteger count = new AtomicInteger();
        counts.add(count);
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            while (!stop.get()) {
                                try {
                                    call.run();
                                    count.incrementAndGet();
                                } catch (RuntimeException | AssertionError e) {
                                    errors.add(e);
                                    return;
                                }
                            }
                        }));
    }

    private void moveAround(SessionId id) throws InterruptedException {
        int slot = cluster.slotOf("{" + id + "}");
        awaitMore();
        for (int round = 0; round < ROUNDS; round++) {
            for (RedisServer node : cluster.nodes()) {
                cluster.moveSlot(slot, node);
                awaitMore();
            }
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(cluster.nodes())
                .as("nodes that have sent callers elsewhere")
                .anyMatch(node -> !node.info("errorstat_MOVED").isEmpty());
    }

    private void awaitMore() {
        List<Integer> before = counts.stream().map(AtomicInteger::get).toList();
        for (int i = 0; i < before.size(); i++) {
            AtomicInteger count = counts.get(i);
            int enough = before.get(i) + 5;
            Await.until("more of call " + i, () -> count.get() >= enough || !errors.isEmpty());
        }
    }

    private static void step(SmallSession session) {
        String text = RandomId.next();
        while (!(session.commit(SmallCommits.step(session.record(), text, text), text)
                instanceof CommitOutcome.Applied)) {
            assertThat(session.backend().exists(session.id())).isTrue();
        }
    }

    private static void longStep(SmallSession session) {
        String text = RandomId.next();
        try (SessionLock lock = session.backend().lock(session.id()).orElseThrow();
                Staging staging = session.stage(text)) {
            CommitOutcome outcome;
            do {
                outcome =
                        lock.commit(SmallCommits.step(session.record(), text, text), staging)
                                .orElseThrow();
            } while (!(outcome instanceof CommitOutcome.Applied));
        }
    }

    private static void read(SmallSession session) {
        int version = session.record().head().version();
        assertThat(session.texts(version)).hasSize(1);
        assertThat(session.backend().audit(session.id())).isNotEmpty();
        assertThat(session.backend().head(session.id()).version()).isGreaterThanOrEqualTo(version);
    }
}
