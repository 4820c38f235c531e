package io.remanso.sessions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.testing.BackendUnderTest;
import io.remanso.sessions.testing.Samples;
import io.remanso.sessions.testing.Samples.Chunk;
import io.remanso.tables.ChunkName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every storage does, primitive by primitive. A backend is tested by a subclass that opens it,
 * empty, for each test.
 */
public abstract class StorageBackendSuite {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Chunk A = Chunk.of("chunk a");
    private static final Chunk B = Chunk.of("chunk b");
    private static final Chunk C = Chunk.of("chunk c");

    private BackendUnderTest under;
    private StorageBackend backend;
    private final SessionId id = SessionId.random();

    /** The storage, empty. */
    protected abstract BackendUnderTest open();

    @BeforeEach
    void openBackend() {
        under = open();
        backend = under.backend();
    }

    @AfterEach
    void closeBackend() {
        under.close();
    }

    @Test
    void aCreatedSessionIsReadBack() {
        Commit first = create(A, B);

        assertThat(backend.head(id)).isEqualTo(first.next().head());
        assertThat(backend.state(id).record()).isEqualTo(first.next());
        assertThat(backend.state(id).ttl()).isEqualTo(HOUR);
        assertThat(backend.manifests(id, List.of(1, 7)))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.version()).isEqualTo(1);
                    assertThat(stored.state()).isEqualTo(first.next().head().state());
                    assertThat(stored.json()).isEqualTo(Samples.manifest(first.next().current()));
                });
        assertThat(backend.chunks(id, Samples.names(A, B)))
                .containsOnly(Map.entry(A.name(), A.frame()), Map.entry(B.name(), B.frame()));
        assertThat(backend.steps(id, List.of(1))).isEqualTo(first.steps());
        assertThat(backend.audit(id)).containsExactly("version 1");
        assertThat(backend.exists(id)).isTrue();
        assertThat(backend.activeSessions()).isEqualTo(1);
    }

    @Test
    void whatIsCurrentIsTheHeadAndPerhapsItsManifest() {
        Commit first = create(A, B);

        assertThat(backend.current(id, state -> true))
                .isEqualTo(new Current(first.next().head(), null));
        Current current = backend.current(id, state -> false);
        assertThat(current.head()).isEqualTo(first.next().head());
        StoredManifest manifest = current.manifest();
        assertThat(manifest == null ? null : manifest.json())
                .isIn(null, Samples.manifest(first.next().current()));
    }

    @Test
    void aCommitChangesEverythingAtOnce() {
        Commit first = create(A, B);
        Commit second = Samples.next(first.next(), Samples.names(C), Set.of(1), Samples.names(A));

        assertThat(commit(second, C)).isInstanceOf(CommitOutcome.Applied.class);

        assertThat(backend.head(id)).isEqualTo(second.next().head());
        assertThat(backend.state(id).record()).isEqualTo(second.next());
        assertThat(backend.manifests(id, List.of(1, 2)))
                .extracting(StoredManifest::version)
                .containsExactly(2);
        assertThat(backend.chunks(id, Samples.names(A, B, C)).keySet())
                .isEqualTo(Samples.names(B, C));
        assertThat(backend.steps(id, List.of(1, 2, 3)))
                .extracting(step -> step.version().id())
                .containsExactly(1, 2);
        assertThat(backend.steps(id, List.of(2))).isEqualTo(second.steps());
        assertThat(backend.audit(id)).containsExactly("version 1", "version 2");
    }

    @Test
    void aCommitOnAnotherHeadChangesNothing() {
        Commit first = create(A);
        Commit mine = Samples.next(first.next(), Samples.names(B));
        Commit theirs = Samples.next(first.next(), Samples.names(C), Set.of(), Set.of());
        commit(theirs, C);

        CommitOutcome outcome = commit(mine, B);

        assertThat(outcome).isEqualTo(new CommitOutcome.Conflict(theirs.next().head()));
        assertThat(backend.state(id).record()).isEqualTo(theirs.next());
        assertThat(backend.audit(id)).containsExactly("version 1", "version 2");
        assertThat(backend.manifests(id, List.of(2)).getFirst().state())
                .isEqualTo(theirs.next().head().state());
    }

    @Test
    void theHeadIsMoreThanItsVersion() {
        Commit first = create(A);
        Commit second = Samples.next(first.next(), Set.of());
        commit(second);
        Commit back = Samples.move(second.next(), 1);
        commit(back);

        Commit stale = Samples.next(first.next(), Set.of());

        assertThat(backend.head(id).version()).isEqualTo(1);
        assertThat(commit(stale)).isEqualTo(new CommitOutcome.Conflict(back.next().head()));
    }

    @Test
    void aRepeatedCommitIsAppliedOnce() {
        Commit first = create(A);
        Commit second = Samples.next(first.next(), Samples.names(B));
        commit(second, B);
        Commit third = Samples.next(second.next(), Set.of());
        commit(third);

        assertThat(commit(second, B)).isInstanceOf(CommitOutcome.AlreadyApplied.class);
        assertThat(commit(third)).isInstanceOf(CommitOutcome.AlreadyApplied.class);
        assertThat(backend.create(id, HOUR, first, staged(A)))
                .isInstanceOf(CommitOutcome.AlreadyApplied.class);

        assertThat(backend.state(id).record()).isEqualTo(third.next());
        assertThat(backend.audit(id)).containsExactly("version 1", "version 2", "version 3");
    }

    @Test
    void aCommitThatNamesMissingChunksChangesNothing() {
        Commit first = create(A);
        Commit second = Samples.next(first.next(), Samples.names(A, B, C));

        assertThat(commit(second, B)).isEqualTo(new CommitOutcome.MissingChunks(Samples.names(C)));
        assertThat(commit(second)).isInstanceOf(CommitOutcome.MissingChunks.class);

        assertThat(backend.state(id).record()).isEqualTo(first.next());
        assertThat(commit(second, B, C)).isInstanceOf(CommitOutcome.Applied.class);
    }

    @Test
    void aSessionWithMissingChunksIsNotMade() {
        Commit first = Samples.first(Samples.names(A, B));

        assertThat(backend.create(id, HOUR, first, staged(A)))
                .isEqualTo(new CommitOutcome.MissingChunks(Samples.names(B)));
        assertThat(backend.exists(id)).isFalse();
    }

    @Test
    void aSecondSessionOfTheSameIdIsRefused() {
        Commit first = create(A);
        Commit other = Samples.first(Samples.names(B));

        assertThat(backend.create(id, HOUR, other, staged(B)))
                .isEqualTo(new CommitOutcome.Conflict(first.next().head()));
        assertThat(backend.chunks(id, Samples.names(A, B)).keySet()).isEqualTo(Samples.names(A));
    }

    @Test
    void stagedChunksAreSeenByNobodyUntilTheyAreCommitted() {
        create(A);
        try (Staging staging = backend.stage(id)) {
            staging.stage(B.name(), B.frame());
            staging.stage(B.name(), B.frame());

            assertThat(staging.names()).isEqualTo(Samples.names(B));
            assertThat(staging.read(Samples.names(A, B)))
                    .containsOnly(Map.entry(B.name(), B.frame()));
            assertThat(backend.activeSessions()).isEqualTo(1);
        }
    }

    @Test
    void stagingMakesNoSession() {
        try (Staging staging = backend.stage(id)) {
            staging.stage(A.name(), A.frame());

            assertThat(backend.exists(id)).isFalse();
            assertThatThrownBy(() -> backend.chunks(id, Samples.names(A)))
                    .isInstanceOf(SessionNotFoundException.class);
        }
        assertThat(backend.exists(id)).isFalse();
    }

    @Test
    void aDroppedChunkCanComeBack() {
        Commit first = create(A);
        Commit second = Samples.next(first.next(), Samples.names(B), Set.of(1), Samples.names(A));
        commit(second, B);
        Commit third = Samples.next(second.next(), Samples.names(A));

        assertThat(commit(third)).isEqualTo(new CommitOutcome.MissingChunks(Samples.names(A)));
        assertThat(commit(third, A)).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(backend.chunks(id, Samples.names(A))).containsKey(A.name());
    }

    @Test
    void everyAccessRenewsTheSession() {
        Commit first = Samples.first(Samples.names(A));
        Duration ttl = Duration.ofSeconds(3);
        backend.create(id, ttl, first, staged(A));
        List<Runnable> accesses =
                List.of(
                        () -> backend.head(id),
                        () -> backend.state(id),
                        () -> backend.manifests(id, List.of(1)),
                        () -> backend.chunks(id, Samples.names(A)),
                        () -> backend.audit(id),
                        () -> backend.steps(id, List.of(1)),
                        () -> backend.addAudit(id, "line"),
                        () -> backend.touch(id, null),
                        () -> commit(Samples.next(first.next(), Set.of())));
        for (Runnable access : accesses) {
            under.pass(Duration.ofSeconds(2));
            access.run();
        }
        assertThat(backend.exists(id)).isTrue();
        under.pass(Duration.ofMillis(3100));
        assertThat(backend.exists(id)).isFalse();
    }

    @Test
    void anExpiredSessionIsGoneForEveryCall() {
        Commit first = Samples.first(Samples.names(A));
        backend.create(id, Duration.ofSeconds(1), first, staged(A));
        under.pass(Duration.ofMillis(1100));

        assertThat(backend.exists(id)).isFalse();
        assertThat(backend.activeSessions()).isZero();
        for (Runnable access :
                List.<Runnable>of(
                        () -> backend.head(id),
                        () -> backend.state(id),
                        () -> backend.manifests(id, List.of(1)),
                        () -> backend.chunks(id, Samples.names(A)),
                        () -> backend.audit(id),
                        () -> backend.steps(id, List.of(1)),
                        () -> backend.addAudit(id, "line"),
                        () -> backend.touch(id, null),
                        () -> commit(Samples.next(first.next(), Samples.names(B)), B))) {
            assertThatThrownBy(access::run).isInstanceOf(SessionNotFoundException.class);
        }
        assertThat(backend.delete(id)).isFalse();
        backend.sweepSessions();
        create(B);
        assertThat(backend.chunks(id, Samples.names(A, B)).keySet()).isEqualTo(Samples.names(B));
    }

    @Test
    void touchSetsAnotherTimeToLive() {
        create(A);

        SessionState touched = backend.touch(id, Duration.ofSeconds(2));

        assertThat(touched.ttl()).isEqualTo(Duration.ofSeconds(2));
        assertThat(touched.lastAccessed().plus(touched.ttl())).isEqualTo(touched.expiresAt());
        assertThat(backend.state(id).ttl()).isEqualTo(Duration.ofSeconds(2));
        under.pass(Duration.ofMillis(2100));
        assertThat(backend.exists(id)).isFalse();
    }

    @Test
    void sweepingRemovesOnlyWhatIsOver() {
        SessionId brief = SessionId.random();
        create(A);
        backend.create(
                brief, Duration.ofSeconds(1), Samples.first(Samples.names(A)), staged(brief, A));
        TempId temp = TempId.random();
        backend.createTemp(temp, HOUR, bytes("doc"), backend.stage(temp));
        under.pass(Duration.ofMillis(1100));

        backend.sweepSessions();
        backend.sweepTemp();

        assertThat(backend.exists(brief)).isFalse();
        assertThat(backend.exists(id)).isTrue();
        assertThat(backend.chunks(id, Samples.names(A))).isNotEmpty();
        assertThat(backend.temp(temp).document()).isEqualTo(bytes("doc"));
    }

    @Test
    void aDeletedSessionIsGoneAndItsIdIsFree() {
        create(A);

        assertThat(backend.delete(id)).isTrue();

        assertThat(backend.delete(id)).isFalse();
        assertThat(backend.exists(id)).isFalse();
        assertThatThrownBy(() -> backend.head(id)).isInstanceOf(SessionNotFoundException.class);
        create(B);
        assertThat(backend.audit(id)).containsExactly("version 1");
    }

    @Test
    void aSessionIsDeletedAtItsHeadOnly() {
        Commit first = create(A);
        Commit second = Samples.next(first.next(), Samples.names(B));
        commit(second, B);

        assertThat(backend.deleteAt(id, first.next().head())).isFalse();
        assertThat(backend.head(id)).isEqualTo(second.next().head());
        assertThat(backend.deleteAt(id, second.next().head())).isTrue();

        assertThat(backend.exists(id)).isFalse();
        assertThat(backend.activeSessions()).isZero();
    }

    @Test
    void auditLinesAreKeptInOrder() {
        create(A);
        backend.addAudit(id, "by hand: ä € 𝄞");
        backend.addAudit(id, "again");

        assertThat(backend.audit(id)).containsExactly("version 1", "by hand: ä € 𝄞", "again");
    }

    @Test
    void aTemporaryItemIsReadBackUntilItIsOver() {
        TempId temp = TempId.random();
        Staging staging = backend.stage(temp);
        staging.stage(A.name(), A.frame());
        backend.createTemp(temp, Duration.ofSeconds(3), bytes("the document"), staging);
        staging.close();

        under.pass(Duration.ofSeconds(2));
        assertThat(backend.temp(temp).document()).isEqualTo(bytes("the document"));
        under.pass(Duration.ofSeconds(2));
        assertThat(backend.chunks(temp, Samples.names(A, B)))
                .containsOnly(Map.entry(A.name(), A.frame()));
        under.pass(Duration.ofMillis(3100));
        assertThatThrownBy(() -> backend.temp(temp)).isInstanceOf(UploadNotFoundException.class);
        assertThatThrownBy(() -> backend.chunks(temp, Samples.names(A)))
                .isInstanceOf(UploadNotFoundException.class);
        assertThat(backend.deleteTemp(temp)).isFalse();
    }

    @Test
    void aTemporaryItemCanBeDeleted() {
        TempId temp = TempId.random();
        backend.createTemp(temp, HOUR, bytes("doc"), backend.stage(temp));

        assertThat(backend.deleteTemp(temp)).isTrue();
        assertThat(backend.deleteTemp(temp)).isFalse();
        assertThatThrownBy(() -> backend.temp(temp)).isInstanceOf(UploadNotFoundException.class);
    }

    @Test
    void ofManyCommitsOnOneHeadOneIsApplied() throws Exception {
        SessionRecord record = create(A).next();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                List<Commit> commits = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    commits.add(Samples.next(record, Set.of()));
                }
                List<CommitOutcome> outcomes = all(pool, commits);
                int winner =
                        IntStream.range(0, outcomes.size())
                                .filter(i -> outcomes.get(i) instanceof CommitOutcome.Applied)
                                .findFirst()
                                .orElseThrow();
                assertThat(outcomes).filteredOn(CommitOutcome.Applied.class::isInstance).hasSize(1);
                record = backend.state(id).record();
                assertThat(record).isEqualTo(commits.get(winner).next());
            }
        }
    }

    @Test
    void sessionsDoNotSeeEachOther() {
        SessionId other = SessionId.random();
        create(A);
        backend.create(other, HOUR, Samples.first(Samples.names(B)), staged(other, B));

        assertThat(backend.chunks(id, Samples.names(B))).isEmpty();
        assertThat(backend.chunks(other, Samples.names(A))).isEmpty();
        backend.delete(other);
        assertThat(backend.chunks(id, Samples.names(A))).hasSize(1);
    }

    @Test
    void healthSaysThatItIsReachable() {
        create(A);

        BackendHealth health = backend.health();

        assertThat(health.reachable()).isTrue();
        assertThat(health.latency()).isPositive();
        assertThat(health.activeSessions()).isEqualTo(1);
        assertThat(health.details().isEmpty()).isFalse();
    }

    private List<CommitOutcome> all(ExecutorService pool, List<Commit> commits)
            throws InterruptedException, ExecutionException {
        List<Callable<CommitOutcome>> calls = new ArrayList<>();
        commits.forEach(commit -> calls.add(() -> backend.commit(id, commit, null)));
        List<CommitOutcome> outcomes = new ArrayList<>();
        for (Future<CommitOutcome> outcome : pool.invokeAll(calls)) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }

    private Commit create(Chunk... chunks) {
        Commit first = Samples.first(Samples.names(chunks));
        assertThat(backend.create(id, HOUR, first, staged(chunks)))
                .isInstanceOf(CommitOutcome.Applied.class);
        return first;
    }

    private CommitOutcome commit(Commit commit, Chunk... chunks) {
        try (Staging staging = staged(chunks)) {
            return backend.commit(id, commit, chunks.length == 0 ? null : staging);
        }
    }

    private Staging staged(Chunk... chunks) {
        return staged(id, chunks);
    }

    private Staging staged(StorageId where, Chunk... chunks) {
        Staging staging = backend.stage(where);
        for (Chunk chunk : chunks) {
            ChunkName name = chunk.name();
            staging.stage(name, chunk.frame());
        }
        return staging;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
