package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.testing.ManualClock;
import io.remanso.sessions.testing.Samples;
import io.remanso.sessions.testing.Samples.Chunk;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded storage finds when it is opened again, on real files. */
class RecoveryTest {

    private static final Chunk A = Chunk.of("chunk a");
    private static final Chunk B = Chunk.of("chunk b");

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-18T10:30:00Z"));
    private final SessionId id = new SessionId("Mixed-Case_1");
    private final Commit first = Samples.first(Samples.names(A));
    private final Commit second = Samples.next(first.next(), Samples.names(B));

    @BeforeAll
    static void expectDamage() {
        Quiet.set(true);
    }

    @AfterAll
    static void warnAgain() {
        Quiet.set(false);
    }

    @Test
    void everythingIsThereAfterARestart() throws IOException {
        TempId temp = TempId.random();
        try (InMemoryBackend backend = open()) {
            create(backend);
            commit(backend, second, B);
            backend.addAudit(id, "by hand");
            Staging staging = backend.stage(temp);
            staging.stage(A.name(), A.frame());
            backend.createTemp(temp, Duration.ofHours(2), new byte[] {1, 2}, staging);
        }
        clock.advance(Duration.ofMinutes(59));
        try (InMemoryBackend backend = open()) {
            assertThat(backend.activeSessions()).isEqualTo(1);
            assertThat(backend.state(id).record()).isEqualTo(second.next());
            assertThat(backend.state(id).expiresAt())
                    .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
            assertThat(backend.chunks(id, Samples.names(A, B)))
                    .containsOnly(Map.entry(A.name(), A.frame()), Map.entry(B.name(), B.frame()));
            assertThat(backend.audit(id)).containsExactly("version 1", "version 2", "by hand");
            assertThat(backend.temp(temp).document()).containsExactly(1, 2);
            assertThat(backend.chunks(temp, Samples.names(A))).hasSize(1);
        }
    }

    @Test
    void whatExpiredMeanwhileIsGoneAtOnce() throws IOException {
        try (InMemoryBackend backend = open()) {
            create(backend);
            backend.touch(id, Duration.ofSeconds(10));
        }
        clock.advance(Duration.ofSeconds(11));
        try (InMemoryBackend backend = open()) {
            assertThat(backend.exists(id)).isFalse();
            assertThat(backend.activeSessions()).isZero();
            assertThat(backend.sweepSessions()).isEqualTo(1);
        }
        try (var files = Files.list(folder.resolve("sessions"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aCommitThatWasCutOffAnywhereNeverWas() throws IOException {
        long before;
        try (InMemoryBackend backend = open()) {
            create(backend);
            before = Files.size(log());
            commit(backend, second, B);
        }
        byte[] whole = Files.readAllBytes(log());
        for (int length = (int) before; length <= whole.length; length += 13) {
            Files.write(log(), Arrays.copyOf(whole, length));
            SessionRecord expected = length == whole.length ? second.next() : first.next();
            try (InMemoryBackend backend = open()) {
                assertThat(backend.state(id).record()).as("cut at %d", length).isEqualTo(expected);
                assertThat(backend.chunks(id, Samples.names(A))).hasSize(1);
            }
        }
        Files.write(log(), Arrays.copyOf(whole, whole.length - 1));
        try (InMemoryBackend backend = open()) {
            commit(backend, second, B);
        }
        try (InMemoryBackend backend = open()) {
            assertThat(backend.state(id).record()).isEqualTo(second.next());
        }
    }

    @Test
    void aDamagedByteIsNeverReadAsSomethingElse() throws IOException {
        Commit third = Samples.next(second.next(), Set.of());
        Set<SessionRecord> states = Set.of(first.next(), second.next(), third.next());
        try (InMemoryBackend backend = open()) {
            create(backend);
            commit(backend, second, B);
            commit(backend, third);
        }
        byte[] whole = Files.readAllBytes(log());
        Random random = new Random(11);
        int damaged = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(log(), bytes);
            try (InMemoryBackend backend = open()) {
                backend.touch(id, Duration.ofHours(1));
                assertThat(backend.state(id).record()).isIn(states);
                for (Map.Entry<ChunkName, byte[]> chunk :
                        backend.chunks(id, Samples.names(A, B)).entrySet()) {
                    assertThat(ChunkName.of(chunk.getValue())).isEqualTo(chunk.getKey());
                }
            } catch (DamagedChunkException e) {
                assertThat(e.code()).isEqualTo("session_damaged");
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(100);
    }

    @Test
    void whatAKilledProcessLeftBehindIsRemoved() throws IOException {
        Path stray;
        try (InMemoryBackend backend = open()) {
            create(backend);
            stray = folder.resolve("staging/abcdef");
        }
        Files.write(stray, new byte[] {1, 2, 3});
        try (InMemoryBackend backend = open()) {
            assertThat(stray).doesNotExist();
            assertThat(backend.exists(id)).isTrue();
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() throws IOException {
        try (InMemoryBackend backend = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "A storage folder serves one process at a time; '%s' is in use. Stop the other process or set another STORAGE_DIR."
                                    .formatted(folder));
            assertThat(backend.activeSessions()).isZero();
        }
        open().close();
    }

    @Test
    void anInterruptedThreadStillCommitsWholly() throws IOException {
        try (InMemoryBackend backend = open()) {
            create(backend);
            Thread.currentThread().interrupt();
            commit(backend, second, B);
            assertThat(Thread.interrupted()).isTrue();
        }
        try (InMemoryBackend backend = open()) {
            assertThat(backend.state(id).record()).isEqualTo(second.next());
        }
    }

    @Test
    void idsThatDifferInCaseAreDifferentFiles() {
        assertThat(StorageFolder.fileName("aB")).isEqualTo("a+b.log");
        assertThat(StorageFolder.id(Path.of("sessions", "a+b.log"))).contains("aB");
        assertThat(StorageFolder.id(Path.of("sessions", "other.txt"))).isEmpty();
    }

    private Path log() {
        return folder.resolve("sessions").resolve(StorageFolder.fileName(id.value()));
    }

    private InMemoryBackend open() throws IOException {
        return InMemoryBackend.open(
                EmbeddedSettings.of(folder).withCacheBytes(1).withSweepEvery(Duration.ofDays(1)),
                clock);
    }

    private void create(InMemoryBackend backend) {
        try (Staging staging = backend.stage(id)) {
            staging.stage(A.name(), A.frame());
            backend.create(id, Duration.ofHours(1), first, staging);
        }
    }

    private void commit(InMemoryBackend backend, Commit commit, Chunk... chunks) {
        try (Staging staging = backend.stage(id)) {
            for (Chunk chunk : chunks) {
                staging.stage(chunk.name(), chunk.frame());
            }
            assertThat(backend.commit(id, commit, staging))
                    .isInstanceOf(CommitOutcome.Applied.class);
        }
    }
}
