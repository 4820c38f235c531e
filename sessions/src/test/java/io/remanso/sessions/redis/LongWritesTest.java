package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.LockOptions;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.TableBuilder;
import io.remanso.sessions.VersionConflictException;
import io.remanso.sessions.WriteOptions;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import io.remanso.tables.testing.Tables;
import io.remanso.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes that take long hold the lock of their session; others go without. */
class LongWritesTest {

    private static final Duration LOCK_TTL = Duration.ofSeconds(10);
    private static final String ANOTHERS = "another:1";
    private static final int WORKERS = 4;

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    @RegisterExtension final Tables tables = new Tables();

    private DatasetSessions sessions;
    private String id;

    @BeforeEach
    void begin() {
        redis.clear();
        sessions = worker(0);
        id = sessions.create(NewSession.of("a.csv"), table("SELECT ' a' AS s, 1 AS n")).sessionId();
    }

    @AfterEach
    void makeRoom() {
        redis.server().call("CONFIG", "SET", "maxmemory", "0");
    }

    @Test
    void whoFindsTheLockHeldIsToldSoAndChangesNothing() {
        redis.server().call("SET", lockKey(), ANOTHERS, "PX", "600000");

        List<Runnable> longWrites =
                List.of(
                        () -> replace(sessions, "SELECT 2 AS n"),
                        () -> sessions.update(id, table("SELECT 2 AS n"), WriteOptions.NONE));
        for (Runnable write : longWrites) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(VersionConflictException.class)
                    .hasMessage(
                            "One long write at a time works on a session; another one does, on version 1. Try again when it has ended.");
        }
        assertThat(sessions.table(id).version()).isEqualTo(1);
        assertThat(redis.server().call("GET", lockKey())).isEqualTo(ANOTHERS);
    }

    @Test
    void stepsMovesAndMarksGoWithoutTheLock() {
        redis.server().call("SET", lockKey(), ANOTHERS, "PX", "600000");

        sessions.applyAll(id, List.of(trim(), trim()), WriteOptions.NONE);
        assertThat(Values.of(sessions.table(id).table(), "s")).containsExactly("a");
        sessions.undo(id, WriteOptions.NONE);
        sessions.createVersion(id, "before changes", WriteOptions.NONE);
        sessions.setIntentionalMissing(id, Map.of("n", List.of()), WriteOptions.NONE);
        assertThat(sessions.table(id).version()).isEqualTo(4);
    }

    @Test
    void longWritesOfSeveralWorkersFollowEachOther() throws Exception {
        ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            DatasetSessions worker = worker(1_000);
            String query = "SELECT %d AS n".formatted(i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    replace(worker, query);
                                } catch (RuntimeException e) {
                                    errors.add(e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(errors).isEmpty();
        assertThat(sessions.table(id).version()).isEqualTo(1 + WORKERS);
        awaitReleased();
    }

    @Test
    void aWriteThatFailsGivesTheLockBack() {
        TableBuilder broken =
                sink -> {
                    assertThat(isLocked()).isTrue();
                    throw new IllegalStateException("broken");
                };

        assertThatThrownBy(() -> sessions.replace(id, "Replace", broken, WriteOptions.NONE))
                .hasMessage("broken");
        awaitReleased();
    }

    @Test
    void aRedisThatIsFullRefusesTheCommitAndTheLockIsGivenBack() {
        Table next = table("SELECT 2 AS n");
        TableBuilder filling =
                sink -> {
                    assertThat(isLocked()).isTrue();
                    redis.server().call("CONFIG", "SET", "maxmemory", "1mb");
                    return copy(next, sink);
                };

        assertThatThrownBy(() -> sessions.replace(id, "Replace", filling, WriteOptions.NONE))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("maxmemory");
        awaitReleased();
        assertThatThrownBy(() -> replace(sessions, "SELECT 3 AS n"))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("maxmemory");
        assertThat(isLocked()).isFalse();
        assertThat(sessions.table(id).version()).isEqualTo(1);
        assertThat(Values.of(worker(0).table(id).table(), "n")).containsExactly(1L);
    }

    @Test
    void aWriteThatLosesTheLockIsRefusedAndTheHeadStays() {
        Table next = table("SELECT 2 AS n");
        TableBuilder losing =
                sink -> {
                    redis.server().call("SET", lockKey(), ANOTHERS, "PX", "600000");
                    return copy(next, sink);
                };

        assertThatThrownBy(() -> sessions.replace(id, "Replace", losing, WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("must keep the lock of its session until it commits");
        assertThat(sessions.table(id).version()).isEqualTo(1);
        assertThat(Values.of(sessions.table(id).table(), "n")).containsExactly(1L);
        assertThat(redis.server().call("GET", lockKey())).isEqualTo(ANOTHERS);
        assertThat(redis.server().call("EXISTS", "biometric:{" + id + "}:staged")).isEqualTo(0L);
    }

    @Test
    void aLongWriteThatWasAppliedIsAnsweredAgainWhileAnotherHoldsTheLock() {
        WriteOptions options = WriteOptions.NONE.withCommitId("import-1");
        Table next = table("SELECT 2 AS n");
        var first = sessions.update(id, next, options);
        awaitReleased();
        redis.server().call("SET", lockKey(), ANOTHERS, "PX", "600000");

        assertThat(sessions.update(id, next, options)).isEqualTo(first);
        assertThat(sessions.table(id).version()).isEqualTo(2);
    }

    @Test
    void theLockOfOneSessionIsNotThatOfAnother() {
        RedisBackend backend = redis.backend();
        try (SessionLock lock = backend.lock(SessionId.random()).orElseThrow()) {
            assertThat(lock).isNotNull();
            replace(sessions, "SELECT 2 AS n");
        }
        assertThat(sessions.table(id).version()).isEqualTo(2);
    }

    private DatasetSessions worker(int retries) {
        RedisBackend backend =
                RedisBackend.open(
                        redis.redis(),
                        RedisBackendSettings.DEFAULTS.withLock(
                                new LockOptions(LOCK_TTL, retries, true)));
        return new DatasetSessions(
                backend, tables.engine(), SessionSettings.defaults(), Clock.systemUTC());
    }

    private void replace(DatasetSessions worker, String query) {
        Table next = table(query);
        worker.replace(id, "Replace the table", sink -> copy(next, sink), WriteOptions.NONE);
    }

    private static Manifest copy(Table table, ChunkSink sink) {
        table.source().read(table.manifest().chunkNames()).forEach(sink::stage);
        return table.manifest();
    }

    private Table table(String query) {
        return tables.of(query);
    }

    private static Operation trim() {
        return OperationJson.read(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("operation", "trim_whitespace")
                        .set("columns", JsonNodeFactory.instance.arrayNode().add("s")));
    }

    private void awaitReleased() {
        Await.until("the lock is given back", () -> !isLocked());
    }

    private boolean isLocked() {
        return Long.valueOf(1).equals(redis.server().call("EXISTS", lockKey()));
    }

    private String lockKey() {
        return "biometric:{" + id + "}:lock";
    }
}
