package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All keys of a session expire at one time, by Redis itself; every access moves that time, and none
 * ever stays for ever. On a Cluster, where the keys of several sessions are on several servers.
 */
class ExpiryTest {

    private static final Duration STAGING = Duration.ofMinutes(5);
    private static final Duration WHILE = Duration.ofMinutes(2);
    private static final int SEND_ALL_AHEAD = 1;

    @RegisterExtension static final SharedRedis redis = SharedRedis.cluster();

    private RedisBackend backend;

    @BeforeEach
    void clear() {
        redis.clear();
        backend = redis.backend(SEND_ALL_AHEAD, STAGING);
    }

    @Test
    void everyAccessMovesTheExpiryOfAllKeysTogether() {
        SmallSession session = SmallSession.create(backend, "a");
        session.step("b");
        List<Runnable> accesses =
                List.of(
                        () -> backend.head(session.id()),
                        () -> backend.state(session.id()),
                        () -> backend.touch(session.id(), null),
                        () -> backend.manifests(session.id(), List.of(1)),
                        () -> backend.chunks(session.id(), List.of(SmallCommits.name("a"))),
                        () -> backend.steps(session.id(), List.of(1)),
                        () -> backend.audit(session.id()),
                        () -> backend.addAudit(session.id(), "line"),
                        () -> session.step("c"),
                        () -> session.move(1),
                        () -> ((RedisStaging) session.stage("d")).drain(Set.of()));

        for (Runnable access : accesses) {
            redis.pass(WHILE);
            long before = onlyEnd(session.id());
            access.run();
            assertThat(onlyEnd(session.id())).isGreaterThan(before);
        }
    }

    @Test
    void looseLookingMovesNothing() {
        SmallSession session = SmallSession.create(backend, "a");
        redis.pass(WHILE);
        long before = onlyEnd(session.id());

        assertThat(backend.exists(session.id())).isTrue();
        assertThat(backend.activeSessions()).isEqualTo(1);
        assertThat(onlyEnd(session.id())).isEqualTo(before);
    }

    @Test
    void aSessionInConstantUseIsRenewedOnceASecondAtMost() {
        SmallSession session = SmallSession.create(backend, "a");
        Set<Long> ends = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            backend.head(session.id());
            ends.add(onlyEnd(session.id()));
        }

        Long last = null;
        for (long end : ends) {
            assertThat(last == null || end - last >= 1000).isTrue();
            last = end;
        }
    }

    @Test
    void theCountFollowsRenewals() {
        SmallSession session = SmallSession.create(backend, "a");
        redis.pass(WHILE);
        backend.head(session.id());
        assertThat(backend.activeSessions()).isEqualTo(1);
        redis.pass(SmallSession.TTL.minus(WHILE).plusSeconds(30));

        assertThat(backend.exists(session.id())).isTrue();
        assertThat(backend.activeSessions()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfSessionsThatHaveEnded() {
        for (int i = 0; i < 5; i++) {
            SmallSession session = SmallSession.create(backend, "a", "b");
            session.step("c");
            session.stage("never committed");
            backend.addAudit(session.id(), "line");
            backend.touch(session.id(), Duration.ofMillis(100));
        }

        Await.until("every key is gone", () -> redis.keys().isEmpty());
        assertThat(backend.activeSessions()).isZero();
    }

    @Test
    void anotherTimeToLiveHoldsFromNowOn() {
        SmallSession session = SmallSession.create(backend, "a");

        assertThat(backend.touch(session.id(), Duration.ofHours(5)).ttl())
                .isEqualTo(Duration.ofHours(5));
        redis.pass(Duration.ofHours(4));
        assertThat(backend.state(session.id()).ttl()).isEqualTo(Duration.ofHours(5));
        redis.pass(Duration.ofHours(4));
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void chunksOfASessionThatDoesNotExistYetEndByThemselves() {
        SmallSession session = new SmallSession(backend, SessionId.random());
        session.stage("a", "b").names();
        Await.until("they are there", () -> !redis.keys().isEmpty());

        assertThat(redis.ends().values()).doesNotContain(-1L);
        assertThat(backend.exists(session.id())).isFalse();
        assertThatThrownBy(session::record).isInstanceOf(SessionNotFoundException.class);
        assertThat(backend.delete(session.id())).isFalse();
        redis.pass(STAGING);
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void stagingDoesNotReviveASessionThatHasEnded() {
        SmallSession session = SmallSession.create(backend, "a");
        var step = SmallCommits.step(session.record(), RandomId.next(), "b", "c");
        try (Staging staging = session.stage("b")) {
            redis.pass(SmallSession.TTL);
            staging.stage(SmallCommits.name("c"), SmallCommits.frame("c"));

            assertThatThrownBy(() -> backend.commit(session.id(), step, staging))
                    .isInstanceOf(SessionNotFoundException.class);
            assertThat(redis.ends().values()).doesNotContain(-1L);
        }
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void aSessionMadeOfStagedChunksHasItsOwnTimeToLive() {
        SmallSession session = new SmallSession(backend, SessionId.random());

        assertThat(session.begin(Duration.ofDays(3), "a", "b"))
                .isInstanceOf(CommitOutcome.Applied.class);
        redis.pass(Duration.ofDays(2));
        assertThat(session.texts()).containsExactly("a", "b");
    }

    @Test
    void temporaryItemsEndByThemselvesAndEveryAccessRenewsThem() {
        TempId id = TempId.random();
        try (Staging staging = backend.stage(id)) {
            staging.stage(SmallCommits.name("a"), SmallCommits.frame("a"));
            backend.createTemp(id, SmallSession.TTL, new byte[] {1}, staging);
        }
        for (int i = 0; i < 2; i++) {
            redis.pass(SmallSession.TTL.minusMinutes(1));
            assertThat(backend.temp(id).document()).containsExactly(1);
            redis.pass(SmallSession.TTL.minusMinutes(1));
            assertThat(backend.chunks(id, List.of(SmallCommits.name("a")))).hasSize(1);
        }
        assertThat(new TreeSet<>(redis.ends().values())).hasSize(1);
        redis.pass(SmallSession.TTL);

        assertThatThrownBy(() -> backend.temp(id)).isInstanceOf(UploadNotFoundException.class);
        assertThatThrownBy(() -> backend.chunks(id, List.of(SmallCommits.name("a"))))
                .isInstanceOf(UploadNotFoundException.class);
        assertThat(redis.keys()).isEmpty();
    }

    /** The one time at which all keys of the session expire. */
    private static long onlyEnd(SessionId id) {
        Map<Long, Long> keysByEnd =
                redis.ends().entrySet().stream()
                        .filter(key -> key.getKey().contains("{" + id + "}"))
                        .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
        assertThat(keysByEnd).hasSize(1);
        return keysByEnd.keySet().iterator().next();
    }
}
