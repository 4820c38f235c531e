package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Chunks that were staged and that no commit took do not stay, and never go as long as anybody
 * needs them.
 */
class OrphanTest {

    private static final int SEND_ALL_AHEAD = 1;
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private RedisBackend backend;

    @BeforeEach
    void clear() {
        redis.clear();
        backend = redis.backend(SEND_ALL_AHEAD, LONG);
    }

    @Test
    void aRefusedCommitLeavesNothing() {
        SmallSession session = SmallSession.create(backend, "a");
        var late = SmallCommits.step(session.record(), RandomId.next(), "a", "late");
        session.step("a", "b");

        assertThat(session.commit(late, "late")).isInstanceOf(CommitOutcome.Conflict.class);
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b");
        assertThat(markers(session)).isEqualTo(0L);
    }

    @Test
    void aStagingThatIsClosedLeavesWhatOthersStaged() {
        SmallSession session = SmallSession.create(backend, "a");
        var step = SmallCommits.step(session.record(), RandomId.next(), "a", "shared");
        Staging mine = awaited(session.stage("shared"));
        Staging other = awaited(session.stage("shared", "only other"));

        other.close();
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "shared");
        assertThat(backend.commit(session.id(), step, mine))
                .isInstanceOf(CommitOutcome.Applied.class);
        mine.close();
        assertThat(session.texts()).containsExactly("a", "shared");
        assertThat(markers(session)).isEqualTo(0L);
    }

    @Test
    void aStagingThatIsClosedLeavesWhatTheSessionHas() {
        SmallSession session = SmallSession.create(backend, "a");

        awaited(session.stage("a")).close();

        assertThat(stored(session)).containsExactly("a");
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void whatSomeoneHasStagedIsNotDroppedByOthers() {
        SmallSession session = SmallSession.create(backend, "a");
        SessionRecord first = session.record();
        Staging staging = awaited(session.stage("a"));
        session.commit(SmallCommits.step(first, RandomId.next(), Set.of(1), Set.of("a"), "b"), "b");

        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b");
        var again = SmallCommits.step(session.record(), RandomId.next(), "a", "b");
        assertThat(backend.commit(session.id(), again, staging))
                .isInstanceOf(CommitOutcome.Applied.class);
        staging.close();
        assertThat(session.texts()).containsExactly("a", "b");
    }

    @Test
    void whatSomeoneHasStagedAndEverybodyDroppedGoesWhenHeLetsGo() {
        SmallSession session = SmallSession.create(backend, "a");
        Staging staging = awaited(session.stage("a"));
        session.commit(
                SmallCommits.step(session.record(), RandomId.next(), Set.of(1), Set.of("a"), "b"),
                "b");

        staging.close();
        assertThat(stored(session)).containsExactly("b");
    }

    @Test
    void whatALostProcessStagedGoesWithALaterCommit() {
        RedisBackend lost = redis.backend(SEND_ALL_AHEAD, LONG);
        SmallSession session = SmallSession.create(backend, "a");
        awaited(new SmallSession(lost, session.id()).stage("orphan"));
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "orphan");

        session.step("a", "b");
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b", "orphan");

        RedisBackend later = redis.backend(SEND_ALL_AHEAD, Duration.ofMillis(1));
        new SmallSession(later, session.id()).step("a", "c");
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(markers(session)).isEqualTo(0L);
    }

    @Test
    void anOrphanDoesNotMakeATableOfNoChunksLookDamaged() {
        SmallSession session = SmallSession.create(backend);
        Staging staging = awaited(session.stage("orphan"));
        session.commit(SmallCommits.step(session.record(), RandomId.next()));
        staging.close();

        assertThat(session.texts()).isEmpty();
        assertThat(stored(session)).isEmpty();
    }

    @Test
    void aStagingServesSeveralCommits() {
        SmallSession session = SmallSession.create(backend, "a");
        try (Staging staging = session.stage("b", "c")) {
            backend.commit(
                    session.id(),
                    SmallCommits.step(session.record(), RandomId.next(), "a", "b"),
                    staging);
            backend.commit(
                    session.id(),
                    SmallCommits.step(session.record(), RandomId.next(), "b", "c"),
                    staging);
        }
        assertThat(session.texts()).containsExactly("b", "c");
        assertThat(markers(session)).isEqualTo(0L);
    }

    @Test
    void smallStepsTravelWithTheirCommit() {
        RedisBackend usual = redis.backend();
        SmallSession session = SmallSession.create(usual, "a");
        var late = SmallCommits.step(session.record(), RandomId.next(), "late");
        session.step("b");
        Staging staging = session.stage("late");

        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b");
        assertThat(usual.commit(session.id(), late, staging))
                .isInstanceOf(CommitOutcome.Conflict.class);
        assertThat(stored(session)).containsExactlyInAnyOrder("a", "b");
    }

    /** With all its chunks in Redis. */
    private static Staging awaited(Staging staging) {
        ((RedisStaging) staging).drain(Set.of());
        return staging;
    }

    private static Set<String> stored(SmallSession session) {
        List<?> names =
                redis.server().callForList("HKEYS", "biometric:{" + session.id() + "}:chunks");
        Set<String> texts = new TreeSet<>();
        for (String text : List.of("a", "b", "c", "late", "shared", "only other", "orphan")) {
            if (names.contains(SmallCommits.name(text).hex())) {
                texts.add(text);
            }
        }
        assertThat(names).hasSize(texts.size());
        return texts;
    }

    private static @Nullable Object markers(SmallSession session) {
        return redis.server().call("HLEN", "biometric:{" + session.id() + "}:staged");
    }
}
