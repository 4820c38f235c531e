package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.redis.Redis;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.testing.RedisServer;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Redis is killed again and again while commits are under way; its file is synced on each write.
 */
class KillTest {

    private static final int KILLS = 100;
    private static final int MOST_MICROS = 3_000;

    @Test
    void everyAcknowledgedCommitIsThereAndNoHalfOfAnother() throws InterruptedException {
        long seed = Long.getLong("remanso.seed", System.nanoTime());
        Random random = new Random(seed);
        try (RedisServer server = RedisServer.start("appendonly yes", "appendfsync always")) {
            Writer one = new Writer();
            Writer other = new Writer();
            for (int kill = 1; kill <= KILLS; kill++) {
                String when = "kill %d of seed %d".formatted(kill, seed);
                try (Redis redis = Redis.connect(SharedRedis.settings(server.url()))) {
                    RedisBackend backend = RedisBackend.open(redis, RedisBackendSettings.DEFAULTS);
                    one.connect(backend, when);
                    other.connect(backend, when);
                    AtomicInteger acknowledged = new AtomicInteger();
                    Thread first = Thread.ofVirtual().start(() -> one.write(acknowledged));
                    Thread second = Thread.ofVirtual().start(() -> other.write(acknowledged));
                    int enough = 1 + random.nextInt(6);
                    while (acknowledged.get() < enough) {
                        LockSupport.parkNanos(50_000);
                    }
                    LockSupport.parkNanos(random.nextInt(MOST_MICROS) * 1_000L);
                    server.kill();
                    first.join();
                    second.join();
                }
                server.restart();
            }
            assertThat(one.commits + other.commits).isGreaterThan(KILLS);
        }
    }

    /** Steps on one session, one after the other, until Redis is gone. */
    private static final class Writer {

        private @Nullable SmallSession session;
        private @Nullable SessionRecord sure;
        private @Nullable Commit doubtful;
        private int commits;

        /** Looks whether the session is as the last answers said. */
        void connect(RedisBackend backend, String when) {
            SmallSession known = session;
            if (known == null) {
                session = SmallSession.create(backend, "0");
                sure = session.record();
                return;
            }
            SmallSession found = new SmallSession(backend, known.id());
            SessionRecord record = found.record();
            Commit open = doubtful;
            if (open != null && record.equals(open.next())) {
                sure = record;
            }
            assertThat(record).as(when).isEqualTo(sure);
            assertThat(found.texts())
                    .as(when)
                    .containsExactly(String.valueOf(record.head().version() - 1));
            assertThat(backend.audit(known.id())).as(when).hasSize(record.nextVersion() - 1);
            session = found;
            doubtful = null;
        }

        void write(AtomicInteger acknowledged) {
            SmallSession open = Objects.requireNonNull(session);
            try {
                while (true) {
                    SessionRecord before = Objects.requireNonNull(sure);
                    String text = String.valueOf(before.head().version());
                    doubtful =
                            SmallCommits.step(
                                    before, RandomId.next(), oldest(before), Set.of(), text);
                    if (!(open.commit(doubtful, text) instanceof CommitOutcome.Applied)) {
                        throw new AssertionError("nobody else writes");
                    }
                    sure = doubtful.next();
                    commits++;
                    acknowledged.incrementAndGet();
                }
            } catch (CommitOutcomeUnknownException e) {
                // Seen when Redis is back.
            } catch (StorageUnavailableException e) {
                doubtful = null;
            }
        }

        /** The oldest version, once there are more than a few. */
        private static Set<Integer> oldest(SessionRecord record) {
            return record.versions().size() < 4
                    ? Set.of()
                    : Set.of(record.versions().getFirst().id());
        }
    }
}
