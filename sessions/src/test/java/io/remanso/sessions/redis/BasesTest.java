package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.DamagedChunkException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Manifests are packed with an earlier one, which stays as long as it is needed. */
class BasesTest {

    private static final int TEXTS = 50;

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private final String[] texts =
            IntStream.range(0, TEXTS).mapToObj(i -> "text " + i).toArray(String[]::new);
    private RedisBackend backend;
    private SmallSession session;

    @BeforeEach
    void begin() {
        redis.clear();
        backend = redis.backend();
        session = SmallSession.create(backend, texts);
    }

    @Test
    void aManifestTakesWhatHasChangedSinceItsBase() {
        step(3);

        assertThat(bases()).hasSize(1);
        assertThat(length("df:v:0001")).isLessThan(60);
        assertThat(length("df:v:0002")).isLessThan(120);
        assertThat(length(bases().getFirst())).isGreaterThan(TEXTS * 16L);
    }

    @Test
    void manyStepsTakeFewBasesAndAreReadElsewhere() {
        for (int i = 0; i < TEXTS; i++) {
            step(i);
        }

        assertThat(bases()).hasSizeBetween(2, 8);
        assertThat(elsewhere().texts()).containsExactly(texts);
        assertThat(elsewhere().texts(1)).startsWith("text 0").endsWith("text 49");
        assertThat(elsewhere().texts(20)).contains("text 18 of 20", "text 19");
    }

    @Test
    void aBaseOutlivesTheVersionThatBroughtIt() {
        step(0);
        List<String> before = bases();
        texts[1] = "other";

        drop(1, "text 0");

        assertThat(exists("df:v:0001")).isFalse();
        assertThat(bases()).isEqualTo(before);
        assertThat(elsewhere().texts(2)).contains("text 0 of 2", "text 1");
        assertThat(elsewhere().texts()).containsExactly(texts);
    }

    @Test
    void aBaseThatNoKeptVersionNeedsIsRemoved() {
        List<String> before = bases();
        Arrays.setAll(texts, i -> "all new " + i);

        drop(1);

        assertThat(bases()).hasSize(1).isNotEqualTo(before);
        assertThat(elsewhere().texts()).containsExactly(texts);
        session.move(2);
        assertThat(elsewhere().texts()).containsExactly(texts);
    }

    @Test
    void whoHasNotSeenTheBaseBringsAnother() {
        texts[7] = "by another";
        SmallSession another = elsewhere();

        another.step(texts);

        assertThat(bases()).hasSize(2);
        assertThat(session.texts()).containsExactly(texts);
        session.move(1);
        assertThat(elsewhere().texts()).startsWith("text 0").doesNotContain("by another");
    }

    @Test
    void aBaseThatIsLostIsDamage() {
        redis.server().call("DEL", key(bases().getFirst()));

        assertThatThrownBy(session::record).isInstanceOf(DamagedChunkException.class);
        assertThat(backend.delete(session.id())).isTrue();
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void twoTextsOfOneChecksumDoNotMeet() {
        Arrays.setAll(texts, i -> "all new " + i);
        Commit commit = SmallCommits.step(session.record(), RandomId.next(), texts);
        String id = Bases.Base.of(commit.manifests().getFirst().json()).id();
        redis.server().call("SET", key("df:base:" + id), "another text");

        assertThat(session.commit(commit, texts)).isInstanceOf(CommitOutcome.Applied.class);

        assertThat(redis.server().call("GET", key("df:base:" + id))).isEqualTo("another text");
        assertThat(elsewhere().texts()).containsExactly(texts);
    }

    @Test
    void allBasesExpireWithTheSession() {
        step(0);

        Map<String, Long> ends = redis.ends();
        ends.remove("biometric:sessions");
        assertThat(Set.copyOf(ends.values())).hasSize(1);
    }

    /** One more version in which one text is another. */
    private void step(int text) {
        texts[text] = "text %d of %d".formatted(text, session.record().nextVersion());
        session.step(texts);
    }

    /** One more version, with another dropped and the texts that it alone had. */
    private void drop(int version, String... dropped) {
        SessionRecord record = session.record();
        assertThat(record.versions()).extracting(Version::id).contains(version);
        session.commit(
                SmallCommits.step(record, RandomId.next(), Set.of(version), Set.of(dropped), texts),
                texts);
    }

    /** The session as another process sees it. */
    private SmallSession elsewhere() {
        return new SmallSession(redis.backend(), session.id());
    }

    private List<String> bases() {
        return redis.keys().stream()
                .filter(key -> key.contains(":df:base:"))
                .map(key -> key.substring(key.indexOf("df:base:")))
                .sorted()
                .toList();
    }

    private long length(String part) {
        return (Long) Objects.requireNonNull(redis.server().call("STRLEN", key(part)));
    }

    private boolean exists(String part) {
        return redis.keys().contains(key(part));
    }

    private String key(String part) {
        return "biometric:{" + session.id() + "}:" + part;
    }
}
