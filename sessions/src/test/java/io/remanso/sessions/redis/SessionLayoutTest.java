package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.DamagedChunkException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session looks like in Redis, seen by a witness that knows nothing of the backend. */
class SessionLayoutTest {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private RedisBackend backend;

    @BeforeEach
    void clear() {
        redis.clear();
        backend = redis.backend();
    }

    @Test
    void theKeysOfASessionHaveTheirDocumentedNamesAndTypes() {
        SmallSession session = SmallSession.create(backend, "a", "b");
        session.step("a", "c");

        Map<String, Object> types = new TreeMap<>();
        redis.keys()
                .forEach(key ->
                        types.put(
                                key.replaceFirst("base:[0-9a-f]{8}$", "base:"),
                                redis.server().call("TYPE", key)));

        String base = "biometric:{" + session.id() + "}:";
        assertThat(types)
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry(base + "meta", "hash"),
                                Map.entry(base + "df:current", "string"),
                                Map.entry(base + "df:v:0001", "string"),
                                Map.entry(base + "df:v:0002", "string"),
                                Map.entry(base + "df:base:", "string"),
                                Map.entry(base + "versions", "list"),
                                Map.entry(base + "steps", "hash"),
                                Map.entry(base + "chunks", "hash"),
                                Map.entry(base + "audit", "list"),
                                Map.entry("biometric:sessions", "zset")));
        assertThat(redis.server().call("LRANGE", base + "versions", "0", "-1"))
                .isEqualTo(List.of("1", "2"));
        assertThat(redis.server().call("HLEN", base + "chunks")).isEqualTo(3L);
        assertThat(redis.server().call("LRANGE", base + "audit", "0", "-1"))
                .isEqualTo(List.of("created", "step to 2"));
    }

    @Test
    void theCurrentManifestFollowsTheHead() {
        SmallSession session = SmallSession.create(backend, "a");
        session.step("b");
        String base = "biometric:{" + session.id() + "}:df:";

        assertThat(redis.server().call("GET", base + "current"))
                .isEqualTo(redis.server().call("GET", base + "v:0002"));
        session.move(1);
        assertThat(redis.server().call("GET", base + "current"))
                .isEqualTo(redis.server().call("GET", base + "v:0001"));
    }

    @Test
    void whatACommitDropsIsRemoved() {
        SmallSession session = SmallSession.create(backend, "old", "both");
        SessionRecord before = session.record();

        session.commit(
                SmallCommits.step(before, RandomId.next(), Set.of(1), Set.of("old"), "new", "both"),
                "new");

        String base = "biometric:{" + session.id() + "}:";
        assertThat(redis.server().call("EXISTS", base + "df:v:0001")).isEqualTo(0L);
        assertThat(redis.server().call("LRANGE", base + "versions", "0", "-1"))
                .isEqualTo(List.of("2"));
        assertThat(redis.server().call("HKEYS", base + "chunks"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(
                        SmallCommits.name("new").hex(), SmallCommits.name("both").hex());
        assertThat(session.texts()).containsExactly("new", "both");
    }

    @Test
    void aTableWithoutAnyChunkIsWhole() {
        SmallSession session = SmallSession.create(backend);

        assertThat(session.texts()).isEmpty();
        session.step("a");
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void otherBytesUnderANameAreDamage() {
        SmallSession session = SmallSession.create(backend, "a");
        String chunks = "biometric:{" + session.id() + "}:chunks";
        redis.server().call("HSET", chunks, SmallCommits.name("a").hex(), "b");
        SmallSession elsewhere = new SmallSession(redis.backend(), session.id());

        assertThatThrownBy(elsewhere::texts).isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void aKeyOfAnotherTypeIsDamage() {
        SmallSession session = SmallSession.create(backend, "a");
        redis.server().call("SET", "biometric:{" + session.id() + "}:meta", "something else");

        assertThatThrownBy(session::record).isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void aCommitThatNamesAMissingChunkChangesNothing() {
        SmallSession session = SmallSession.create(backend, "a");

        CommitOutcome outcome =
                session.commit(SmallCommits.step(session.record(), RandomId.next(), "a", "b"));

        assertThat(outcome)
                .isEqualTo(new CommitOutcome.MissingChunks(Set.of(SmallCommits.name("b"))));
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void aCommitThatKeepsAVersionWithoutManifestIsRefused() {
        SmallSession session = SmallSession.create(backend, "a");
        SessionRecord record = session.record();
        var commit = SmallCommits.step(record, RandomId.next(), "a");
        var without =
                new io.remanso.sessions.storage.Commit(
                        commit.expected(),
                        commit.next(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        List.of(),
                        List.of());

        assertThatThrownBy(() -> session.commit(without))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.record()).isEqualTo(record);
    }

    @Test
    void sessionsAreCountedWithoutTheirKeys() {
        SmallSession one = SmallSession.create(backend, "a");
        SmallSession other = SmallSession.create(backend, "a");

        assertThat(backend.activeSessions()).isEqualTo(2);
        backend.delete(one.id());
        assertThat(backend.activeSessions()).isEqualTo(1);
        backend.delete(other.id());
        assertThat(redis.keys()).isEmpty();
    }
}
