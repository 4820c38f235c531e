package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.Redis;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.Increment;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.VersionConflictException;
import io.remanso.sessions.WriteOptions;
import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.testing.Tables;
import io.remanso.testing.Await;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The master of the sessions dies and Sentinels make its replica master. */
class FailoverTest {

    private static final int WRITERS = 3;

    @RegisterExtension final Tables tables = new Tables();

    private RedisSentinel sentinel;
    private Redis redis;
    private RedisBackend backend;

    @BeforeEach
    void connect() {
        sentinel = RedisSentinel.start();
        redis =
                Redis.connect(
                        SharedRedis.settings(sentinel.url())
                                .withSocketTimeout(Duration.ofSeconds(1)));
        backend = RedisBackend.open(redis, RedisBackendSettings.DEFAULTS);
    }

    @AfterEach
    void disconnect() {
        redis.close();
        sentinel.close();
    }

    @Test
    void writesGoOnByThemselvesAndNoVersionIsOfTwoCommits() throws Exception {
        List<Writer> writers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Writer writer = new Writer(SmallSession.create(backend, "first"));
            writers.add(writer);
            threads.add(Thread.ofVirtual().start(writer::run));
        }
        awaitMore(writers, 20);

        sentinel.failOver();

        awaitMore(writers, 20);
        writers.forEach(writer -> writer.stop.set(true));
        for (Thread thread : threads) {
            thread.join();
        }
        for (Writer writer : writers) {
            assertThat(writer.wrong).isEmpty();
            writer.check();
        }
    }

    private static void awaitMore(List<Writer> writers, int more) {
        for (Writer writer : writers) {
            int enough = writer.acknowledged.get() + more;
            Await.until(
                    more + " more commits",
                    Duration.ofMinutes(1),
                    () -> writer.acknowledged.get() >= enough);
        }
    }

    /** Steps on a session of its own, each with the id of its commit as the only text. */
    private static final class Writer {

        private final SmallSession session;
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();

        Writer(SmallSession session) {
            this.session = session;
        }

        void run() {
            while (!stop.get()) {
                try {
                    step();
                } catch (StorageUnavailableException | CommitOutcomeUnknownException e) {
                    LockSupport.parkNanos(10_000_000);
                } catch (RuntimeException | AssertionError e) {
                    wrong.add(e);
                }
            }
        }

        private void step() {
            String id = RandomId.next();
            SessionRecord before = session.record();
            if (session.commit(SmallCommits.step(before, id, id), id)
                    instanceof CommitOutcome.Applied) {
                acknowledged.incrementAndGet();
                assertThat(session.record().head().commitId()).isEqualTo(id);
            }
        }

        /** Every version that is remembered holds what its commit wrote. */
        void check() {
            SessionRecord record = session.record();
            assertThat(session.texts()).containsExactly(record.head().commitId());
            for (AppliedCommit commit : record.recent()) {
                if (commit.to() > 1) {
                    assertThat(session.texts(commit.to())).containsExactly(commit.commitId());
                }
            }
        }
    }

    @Test
    void aCommitThatTheFailoverLostIsSaidBeforeAnythingIsBuiltOnWhatIsLeft() {
        DatasetSessions sessions =
                new DatasetSessions(
                        backend, tables.engine(), SessionSettings.defaults(), Clock.systemUTC());
        String id =
                sessions.create(
                                NewSession.of("a.csv"),
                                tables.of("SELECT 1::BIGINT AS a, 1::BIGINT AS b"))
                        .sessionId();
        sessions.apply(id, new Increment("a"), WriteOptions.NONE);
        sentinel.master().call("WAIT", "1", "0");
        Await.until("the replica has it all", this::isReplicated);
        RedisServer replica = sentinel.replica();
        replica.pause();
        sentinel.master().call("CLIENT", "KILL", "TYPE", "replica");
        assertThat(sessions.apply(id, new Increment("b"), WriteOptions.NONE).version())
                .isEqualTo(3);

        sentinel.master().kill();
        replica.resume();
        sentinel.awaitFailOver();
        Await.until("it serves again", () -> sessions.table(id).version() == 2);

        assertThatThrownBy(() -> sessions.apply(id, new Increment("a"), WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class)
                .hasMessage(
                        "A write must follow what was acknowledged; the storage has lost a change made as version 3, and version 2 is current now. Read it again.");
        assertThat(sessions.table(id).version()).isEqualTo(2);

        assertThat(sessions.apply(id, new Increment("a"), WriteOptions.NONE).version())
                .isEqualTo(3);
        assertThat(Values.of(sessions.table(id).table(), "a")).containsExactly(3L);
        assertThat(Values.of(sessions.table(id).table(), "b")).containsExactly(1L);
    }

    private boolean isReplicated() {
        RedisServer master = sentinel.master();
        return master.info("master_repl_offset")
                .equals(sentinel.replica().info("slave_repl_offset"));
    }
}
