package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.Redis;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.VersionTable;
import io.remanso.sessions.WriteOptions;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.testing.Tables;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions while the way to Redis is disturbed, through a proxy before a real server. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutageTest {

    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(1);

    private static RedisServer server;

    @RegisterExtension final Tables tables = new Tables(settings -> settings.withCacheBytes(0));

    private FaultyProxy proxy;
    private Redis redis;
    private RedisBackend backend;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        proxy = FaultyProxy.before(server);
        redis = Redis.connect(SharedRedis.settings(proxy.url()).withSocketTimeout(SOCKET_TIMEOUT));
        backend = RedisBackend.open(redis, RedisBackendSettings.DEFAULTS);
    }

    @AfterEach
    void disconnect() {
        redis.close();
        proxy.close();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsUnknownAndTheSameIdAppliesOnce() {
        SmallSession session = SmallSession.create(backend, "a");
        var commit = SmallCommits.step(session.record(), RandomId.next(), "b");
        proxy.resetAfter("EVALSHA");

        assertThatThrownBy(() -> session.commit(commit, "b"))
                .isInstanceOfSatisfying(
                        CommitOutcomeUnknownException.class,
                        e -> assertThat(e.commitId()).isEqualTo(commit.id()));

        assertThat(session.commit(commit, "b")).isInstanceOf(CommitOutcome.AlreadyApplied.class);
        assertThat(session.record().versions()).hasSize(2);
        assertThat(session.texts()).containsExactly("b");
        assertThat(backend.audit(session.id())).containsExactly("created", "step to 2");
    }

    @Test
    void aCommitThatNeverArrivedIsUnknownTooAndTheSameIdAppliesIt() {
        SmallSession session = SmallSession.create(backend, "a");
        var commit = SmallCommits.step(session.record(), RandomId.next(), "b");
        proxy.resetBefore("EVALSHA");

        assertThatThrownBy(() -> session.commit(commit, "b"))
                .isInstanceOf(CommitOutcomeUnknownException.class);

        assertThat(session.texts()).containsExactly("a");
        assertThat(session.commit(commit, "b")).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(session.texts()).containsExactly("b");
    }

    @Test
    void aLineOfTheAuditLogWhoseAnswerIsLostIsThereOnce() {
        SmallSession session = SmallSession.create(backend, "a");
        proxy.resetAfter("EVALSHA");

        backend.addAudit(session.id(), "line");

        assertThat(backend.audit(session.id())).containsExactly("created", "line");
    }

    @Test
    void aSlowRedisIsWaitedFor() {
        proxy.delayRequests(SOCKET_TIMEOUT.dividedBy(4));
        SmallSession session = SmallSession.create(backend, "a");

        session.step("b");

        assertThat(session.texts()).containsExactly("b");
    }

    @Test
    void inABlackHoleEveryCallEndsAndNothingIsChanged() {
        SmallSession session = SmallSession.create(backend, "a");
        var record = session.record();
        var commit = SmallCommits.step(record, RandomId.next(), "b");
        proxy.blackHole();

        List<ThrowingCallable> calls =
                List.of(
                        session::record,
                        () -> backend.head(session.id()),
                        () -> backend.exists(session.id()),
                        () -> backend.delete(session.id()),
                        () -> backend.activeSessions(),
                        () -> session.begin(SmallSession.TTL, "a"));
        assertThatThrownBy(() -> session.commit(commit, "b"))
                .isInstanceOf(CommitOutcomeUnknownException.class);
        Await.until("calls are refused at once", () -> !redis.isAvailable());
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfAny(
                            StorageUnavailableException.class, CommitOutcomeUnknownException.class);
        }
        assertThat(backend.health().reachable()).isFalse();

        proxy.dropConnections();
        proxy.heal();
        Await.until("it serves again by itself", () -> backend.exists(session.id()));
        assertThat(session.record()).isEqualTo(record);
    }

    @Test
    void aTableInMemoryIsServedAndMarkedWhileWritesAreRefused() {
        DatasetSessions sessions =
                new DatasetSessions(
                        backend, tables.engine(), SessionSettings.defaults(), Clock.systemUTC());
        String id = sessions.create(NewSession.of("a.csv"), tables.of("SELECT 7 AS n")).sessionId();
        assertThat(sessions.table(id).stale()).isFalse();

        proxy.refuse();
        Await.until("Redis is known to be away", () -> !redis.isAvailable());

        VersionTable table = sessions.table(id);
        assertThat(table.stale()).isTrue();
        assertThat(Values.of(table.table(), "n")).containsExactly(7L);
        assertThat(sessions.table(id, 1).stale()).isTrue();
        assertThat(sessions.filename(id)).isEqualTo("a.csv");
        assertThatThrownBy(() -> sessions.undo(id, WriteOptions.NONE))
                .isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> sessions.table("never-seen"))
                .isInstanceOf(StorageUnavailableException.class);

        proxy.heal();
        Await.until("the current table again", () -> !sessions.table(id).stale());
        sessions.createVersion(id, "after", WriteOptions.NONE);
        assertThat(sessions.table(id).version()).isEqualTo(2);
    }
}
