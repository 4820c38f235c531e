package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.testing.Samples;
import io.remanso.sessions.testing.Samples.Chunk;
import io.remanso.tables.ChunkName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails once, at each call in turn, or is full: nothing is lost and nothing is half. */
class DiskFailureTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Chunk A = Chunk.of("chunk a");
    private static final Chunk B = Chunk.of("b".repeat(3000));
    private static final Chunk C = Chunk.of("chunk c");

    @TempDir Path folder;
    private final SessionId id = new SessionId("faulty");

    @BeforeAll
    static void expectFailures() {
        Quiet.set(true);
    }

    @AfterAll
    static void warnAgain() {
        Quiet.set(false);
    }

    @Test
    void afterAFailureAtAnyCallTheSameCommitLandsOnce() throws IOException {
        Commit first = Samples.first(Samples.names(A));
        Commit second = Samples.next(first.next(), Samples.names(B));
        Commit third =
                Samples.next(second.next(), Samples.names(C), Set.of(1, 2), Samples.names(A, B));
        Commit back = Samples.move(third.next(), 3);
        long calls = scenario(new SimulatedDisk(), first, second, third, back, 0);
        int failures = 0;
        for (long at = 1; at < calls; at++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.failAt(at);
            scenario(disk, first, second, third, back, 1);
            failures++;
        }
        assertThat(failures).isGreaterThan(15);
    }

    /** Creates, commits three times and checks all, trying again what failed. */
    private long scenario(
            SimulatedDisk disk, Commit first, Commit second, Commit third, Commit back, int retries)
            throws IOException {
        Path root = folder.resolve("at" + disk.hashCode());
        EmbeddedSettings settings = EmbeddedSettings.of(root).withCacheBytes(1).withSlackBytes(0);
        try (InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC(), disk)) {
            commit(backend, null, first, retries, A);
            commit(backend, first.next(), second, retries, B);
            commit(backend, second.next(), third, retries, C);
            backend.settle();
            commit(backend, third.next(), back, retries);
            check(backend, back.next());
        }
        long calls = disk.operations();
        try (InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC(), disk)) {
            check(backend, back.next());
            assertThat(disk.list(root.resolve("staging"))).isEmpty();
        }
        return calls;
    }

    private void commit(
            InMemoryBackend backend,
            @Nullable SessionRecord before,
            Commit commit,
            int retries,
            Chunk... chunks) {
        try {
            CommitOutcome outcome = commit(backend, before == null, commit, chunks);
            assertThat(outcome)
                    .isIn(new CommitOutcome.Applied(), new CommitOutcome.AlreadyApplied());
        } catch (StorageUnavailableException e) {
            assertThat(retries).isPositive();
            if (before == null) {
                assertThat(backend.exists(id)).isFalse();
            } else {
                assertThat(backend.state(id).record()).isEqualTo(before);
            }
            commit(backend, before, commit, retries - 1, chunks);
        } catch (CommitOutcomeUnknownException e) {
            assertThat(retries).isPositive();
            assertThat(e.commitId()).isEqualTo(commit.id());
            commit(backend, before, commit, retries - 1, chunks);
        }
    }

    private CommitOutcome commit(
            InMemoryBackend backend, boolean create, Commit commit, Chunk... chunks) {
        try (Staging staging = backend.stage(id)) {
            for (Chunk chunk : chunks) {
                staging.stage(chunk.name(), chunk.frame());
            }
            return create
                    ? backend.create(id, HOUR, commit, staging)
                    : backend.commit(id, commit, staging);
        }
    }

    private void check(InMemoryBackend backend, SessionRecord record) {
        assertThat(backend.state(id).record()).isEqualTo(record);
        assertThat(backend.audit(id))
                .containsExactly("version 1", "version 2", "version 3", "moved to 3");
        assertThat(backend.chunks(id, Samples.names(A, B, C)).keySet()).isEqualTo(Samples.names(C));
        assertThat(backend.steps(id, List.of(1, 2, 3))).hasSize(3);
    }

    @Test
    void aFullDiskRefusesACommitAndKeepsTheSession() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        EmbeddedSettings settings = EmbeddedSettings.of(folder).withCacheBytes(1);
        try (InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC(), disk)) {
            Commit first = Samples.first(Samples.names(A));
            commit(backend, true, first, A);
            Commit second = Samples.next(first.next(), Samples.names(B));
            for (long room = 0; room < 20_000; room += 200) {
                disk.capacity(disk.used() + room);
                try {
                    commit(backend, false, second, B);
                    assertThat(room).isGreaterThan(2L * B.frame().length);
                    break;
                } catch (StorageUnavailableException e) {
                    assertThat(e)
                            .hasMessageContaining("nothing was changed")
                            .hasMessageNotContaining(folder.toString());
                    assertThat(backend.state(id).record()).isEqualTo(first.next());
                    assertThat(backend.chunks(id, Samples.names(A))).hasSize(1);
                    assertThat(disk.list(folder.resolve("staging"))).isEmpty();
                }
            }
            assertThat(backend.state(id).record()).isEqualTo(second.next());
        }
    }

    @Test
    void aStorageThatTakesNothingIsNotHealthy() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (InMemoryBackend backend =
                InMemoryBackend.open(EmbeddedSettings.of(folder), Clock.systemUTC(), disk)) {
            assertThat(backend.health().reachable()).isTrue();
            disk.capacity(0);
            assertThat(backend.health().reachable()).isFalse();
            assertThat(disk.list(folder.resolve("staging"))).isEmpty();
        }
    }

    @Test
    void aFailureWhileStagingIsSaidAtOnce() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (InMemoryBackend backend =
                InMemoryBackend.open(EmbeddedSettings.of(folder), Clock.systemUTC(), disk)) {
            try (Staging staging = backend.stage(id)) {
                staging.stage(A.name(), A.frame());
                disk.failAt(disk.operations());
                ChunkName name = B.name();
                assertThatThrownBy(() -> staging.stage(name, B.frame()))
                        .isInstanceOf(StorageUnavailableException.class);
                staging.stage(name, B.frame());
                assertThat(staging.read(Set.of(name))).containsKey(name);
            }
            assertThat(disk.list(folder.resolve("staging"))).isEmpty();
        }
    }
}
