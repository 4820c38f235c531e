package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.testing.Samples;
import io.remanso.tables.ChunkName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs are written anew while others read them, and stay small. */
class CompactionTest {

    private static final int COMMITS = 300;
    private static final int FRAME = 20_000;
    private static final long SLACK = 50_000;

    @TempDir Path folder;
    private final SessionId id = new SessionId("compacted");
    private final byte[] kept = frame(0);

    @Test
    void readersSeeTheirChunksWhileTheLogIsWrittenAnew() throws IOException {
        EmbeddedSettings settings =
                EmbeddedSettings.of(folder).withCacheBytes(1).withSlackBytes(SLACK);
        try (InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC())) {
            SessionRecord record = create(backend);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Long> reads =
                    CompletableFuture.supplyAsync(() -> read(backend, done));
            for (int i = 1; i <= COMMITS; i++) {
                record = commit(backend, record, i);
            }
            done.set(true);
            assertThat(reads.join()).isPositive();
            backend.settle();

            long written = (long) COMMITS * FRAME;
            assertThat(Files.size(log())).isLessThan(written / 10);
            assertThat(backend.state(id).record()).isEqualTo(record);
        }
        try (InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC())) {
            assertThat(backend.audit(id)).hasSize(COMMITS + 1);
            ChunkName last = ChunkName.of(frame(COMMITS));
            assertThat(backend.chunks(id, Set.of(last)).get(last)).isEqualTo(frame(COMMITS));
        }
    }

    private long read(InMemoryBackend backend, AtomicBoolean done) {
        ChunkName name = ChunkName.of(kept);
        long reads = 0;
        do {
            assertThat(backend.chunks(id, Set.of(name)).get(name)).isEqualTo(kept);
            reads++;
        } while (!done.get());
        return reads;
    }

    private SessionRecord create(InMemoryBackend backend) {
        Commit first = Samples.first(Set.of(ChunkName.of(kept)));
        try (Staging staging = backend.stage(id)) {
            staging.stage(ChunkName.of(kept), kept);
            backend.create(id, Duration.ofHours(1), first, staging);
        }
        return first.next();
    }

    /** Adds a version with a chunk of its own and drops the one before with its chunk. */
    private SessionRecord commit(InMemoryBackend backend, SessionRecord before, int number) {
        byte[] frame = frame(number);
        Set<ChunkName> dropped = number == 1 ? Set.of() : Set.of(ChunkName.of(frame(number - 1)));
        Commit commit =
                Samples.next(
                        before,
                        Set.of(ChunkName.of(frame)),
                        Set.of(before.head().version()),
                        dropped);
        try (Staging staging = backend.stage(id)) {
            staging.stage(ChunkName.of(frame), frame);
            assertThat(backend.commit(id, commit, staging))
                    .isInstanceOf(CommitOutcome.Applied.class);
        }
        return commit.next();
    }

    private Path log() {
        return folder.resolve("sessions").resolve(StorageFolder.fileName(id.value()));
    }

    private static byte[] frame(int number) {
        byte[] frame = new byte[FRAME];
        new Random(number).nextBytes(frame);
        return frame;
    }
}
