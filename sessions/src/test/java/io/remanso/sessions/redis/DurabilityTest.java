package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that are answered only when a replica has them. */
class DurabilityTest {

    private RedisServer master;
    private Redis redis;

    @BeforeEach
    void start() {
        master = RedisServer.start("appendonly yes", "repl-diskless-sync-delay 0");
        redis = Redis.connect(RedisSettings.of(master.url()));
    }

    @AfterEach
    void stop() {
        redis.close();
        master.close();
    }

    private RedisBackend durable() {
        return RedisBackend.open(redis, RedisBackendSettings.DEFAULTS.withRequireDurable(true));
    }

    private RedisServer replica() {
        RedisServer replica =
                RedisServer.start("replicaof %s %d".formatted(master.host(), master.port()));
        Await.until("the replica follows", () -> master.info("slave0").contains("state=online"));
        return replica;
    }

    private static @Nullable Object commitOn(RedisServer server, SessionId id) {
        return server.call("HGET", "biometric:{%s}:meta".formatted(id.value()), "commit");
    }

    @Test
    void anAnsweredCommitIsOnTheReplica() {
        try (RedisServer replica = replica()) {
            SmallSession session = SmallSession.create(durable(), "a");
            for (int i = 0; i < 20; i++) {
                Commit step = SmallCommits.step(session.record(), RandomId.next(), "b" + i);
                assertThat(session.commit(step, "b" + i)).isInstanceOf(CommitOutcome.Applied.class);
                assertThat(commitOn(replica, session.id())).isEqualTo(step.id());
            }
        }
    }

    @Test
    void aCommitThatNoReplicaHasIsUnknownUntilOneHasIt() {
        try (RedisServer replica = replica()) {
            RedisBackend backend = durable();
            SmallSession session = SmallSession.create(backend, "a");
            Commit step = SmallCommits.step(session.record(), RandomId.next(), "b");
            replica.pause();
            assertThatThrownBy(() -> session.commit(step, "b"))
                    .isInstanceOf(CommitOutcomeUnknownException.class);
            assertThatThrownBy(() -> session.commit(step, "b"))
                    .isInstanceOf(CommitOutcomeUnknownException.class);
            replica.resume();
            assertThat(session.commit(step, "b")).isInstanceOf(CommitOutcome.AlreadyApplied.class);
            assertThat(commitOn(replica, session.id())).isEqualTo(step.id());
            assertThat(session.texts()).isEqualTo(List.of("b"));
        }
    }

    @Test
    void aReplicaThatIsGoneIsMissed() {
        RedisBackend backend = durable();
        SmallSession session;
        try (RedisServer replica = replica()) {
            session = SmallSession.create(backend, "a");
            assertThat(commitOn(replica, session.id())).isNotNull();
        }
        Await.until("the replica is gone", () -> master.info("connected_slaves").equals("0"));
        assertThatThrownBy(() -> session.step("b"))
                .isInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    void aReplicaThatComesLaterIsWaitedFor() {
        SmallSession session = SmallSession.create(durable(), "a");
        try (RedisServer replica = replica()) {
            Commit step = SmallCommits.step(session.record(), RandomId.next(), "b");
            session.commit(step, "b");
            assertThat(commitOn(replica, session.id())).isEqualTo(step.id());
            replica.pause();
            assertThatThrownBy(() -> session.step("c"))
                    .isInstanceOf(CommitOutcomeUnknownException.class);
        }
    }

    @Test
    void whatChangedNothingIsAnsweredWithoutAReplica() {
        try (RedisServer replica = replica()) {
            SmallSession session = SmallSession.create(durable(), "a");
            Commit stale = SmallCommits.step(session.record(), RandomId.next(), "b");
            session.step("c");
            replica.pause();
            assertThat(session.commit(stale, "b")).isInstanceOf(CommitOutcome.Conflict.class);
        }
    }
}
