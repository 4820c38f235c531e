package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.Current;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process is sent the record and the manifest of what is current unless it has them. */
class KnownStateTest {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private RedisBackend backend;
    private SmallSession session;

    @BeforeEach
    void begin() {
        redis.clear();
        backend = redis.backend();
        session = SmallSession.create(backend, "a", "b");
    }

    @Test
    void theRecordThatItHasIsNotSent() {
        SessionRecord record = session.record();
        redis.server().call("HSET", key("meta"), "description", "not sent");

        assertThat(session.record()).isEqualTo(record);
        assertThatThrownBy(elsewhere()::record).isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void whatAnotherProcessCommittedIsSent() {
        session.record();
        SmallSession another = elsewhere();

        another.step("c");

        assertThat(session.record()).isEqualTo(another.record());
        another.move(1);
        assertThat(session.record()).isEqualTo(another.record());
    }

    /** Whoever names commits may use an id again once the session has forgotten it. */
    @Test
    void theSameHeadLongAfterIsAnotherRecord() {
        session.step("c");
        backend.commit(session.id(), SmallCommits.move(session.record(), "again", 1), null);
        SmallSession another = elsewhere();
        SessionRecord before = another.record();
        for (int i = 0; i < SessionRecord.MAX_RECENT; i++) {
            session.move(1);
        }

        backend.commit(session.id(), SmallCommits.move(session.record(), "again", 1), null);

        assertThat(another.record().head()).isEqualTo(before.head());
        assertThat(another.record()).isNotEqualTo(before).isEqualTo(session.record());
    }

    @Test
    void theManifestComesWithTheHeadUnlessItIsKnown() {
        session.step("a", "c");
        StoredManifest manifest = backend.manifests(session.id(), List.of(2)).getFirst();
        RedisBackend cold = redis.backend();

        Current first = cold.current(session.id(), state -> false);
        Current again = cold.current(session.id(), manifest.state()::equals);
        session.move(1);
        Current moved = cold.current(session.id(), manifest.state()::equals);

        assertThat(first.head()).isEqualTo(again.head());
        assertThat(first.head().state()).isEqualTo(manifest.state());
        assertThat(Objects.requireNonNull(first.manifest()).json()).isEqualTo(manifest.json());
        assertThat(again.manifest()).isNull();
        assertThat(moved.head().version()).isEqualTo(1);
        assertThat(Objects.requireNonNull(moved.manifest()).version()).isEqualTo(1);
    }

    @Test
    void chunksAreAllThatIsAskedForWhenTheSessionWasSeenAMomentAgo() {
        List<ChunkName> names = List.of(SmallCommits.name("a"), SmallCommits.name("b"));
        RedisBackend seen = redis.backend();
        RedisBackend blind = redis.backend();
        seen.head(session.id());
        redis.server().call("DEL", key("audit"));

        assertThat(seen.chunks(session.id(), names)).containsOnlyKeys(names);
        assertThatThrownBy(() -> blind.chunks(session.id(), names))
                .isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void aSessionThatWasDeletedAMomentAgoIsNotFound() {
        RedisBackend seen = redis.backend();
        seen.head(session.id());
        backend.delete(session.id());

        assertThatThrownBy(() -> seen.chunks(session.id(), List.of(SmallCommits.name("a"))))
                .isInstanceOf(SessionNotFoundException.class);
    }

    /** The session as another process sees it. */
    private SmallSession elsewhere() {
        return new SmallSession(redis.backend(), session.id());
    }

    private String key(String part) {
        return "biometric:{" + session.id() + "}:" + part;
    }
}
