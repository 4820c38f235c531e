package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.tables.DamagedChunkException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis takes keys away when it may evict; what is left of a session is damaged, never shorter. */
class EvictionTest {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private RedisBackend backend;

    @BeforeEach
    void clear() {
        redis.clear();
        backend = redis.backend();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meta",
                "df:current",
                "df:v:0001",
                "df:v:0002",
                "versions",
                "steps",
                "chunks",
                "audit"
            })
    void aSessionThatLacksAKeyIsDamagedForEveryCall(String key) {
        SmallSession session = SmallSession.create(backend, "a");
        var step = SmallCommits.step(session.record(), RandomId.next(), "b");
        session.commit(step, "b");
        var next = SmallCommits.step(step.next(), RandomId.next(), "c");
        SessionId id = session.id();

        assertThat(redis.server().call("DEL", "biometric:{" + id + "}:" + key)).isEqualTo(1L);

        List<ThrowingCallable> calls =
                List.of(
                        () -> backend.head(id),
                        () -> backend.state(id),
                        () -> backend.touch(id, Duration.ofHours(1)),
                        () -> backend.manifests(id, List.of(2)),
                        () -> backend.chunks(id, List.of(SmallCommits.name("b"))),
                        () -> backend.steps(id, List.of(1)),
                        () -> backend.audit(id),
                        () -> backend.addAudit(id, "line"),
                        () -> session.commit(next, "c"),
                        () -> session.begin(SmallSession.TTL, "a"),
                        () -> session.texts());
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(DamagedChunkException.class)
                    .hasMessageContaining("maxmemory-policy");
        }
        assertThat(backend.exists(id)).isTrue();
        assertThat(redis.ends().values()).doesNotContain(-1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta", "df:current", "df:v:0001", "versions", "chunks", "audit"})
    void aDamagedSessionCanBeDeleted(String key) {
        SmallSession session = SmallSession.create(backend, "a");
        redis.server().call("DEL", "biometric:{" + session.id() + "}:" + key);

        assertThat(backend.delete(session.id())).isTrue();
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void aSessionOfWhichNothingIsLeftIsNotFound() {
        SmallSession session = SmallSession.create(backend, "a");
        redis.clear();

        assertThatThrownBy(session::record).isInstanceOf(SessionNotFoundException.class);
        assertThat(backend.exists(session.id())).isFalse();
        assertThat(backend.delete(session.id())).isFalse();
    }

    @Test
    void chunksThatAreLeftAloneAreDamageToo() {
        SmallSession session = SmallSession.create(backend, "a");
        String base = "biometric:{" + session.id() + "}:";
        redis.keys().stream()
                .filter(key -> !key.equals(base + "chunks"))
                .forEach(key -> redis.server().call("DEL", key));

        assertThatThrownBy(session::record).isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void aChunkThatIsMissingIsNotRead() {
        SmallSession session = SmallSession.create(backend, "a", "b");
        String chunks = "biometric:{" + session.id() + "}:chunks";
        redis.server().call("HDEL", chunks, SmallCommits.name("b").hex());
        SmallSession elsewhere = new SmallSession(redis.backend(), session.id());

        assertThatThrownBy(elsewhere::texts).isInstanceOf(DamagedChunkException.class);
    }
}
