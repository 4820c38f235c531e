package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.testing.Samples;
import io.remanso.tables.ChunkName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that commits without end, in several threads, and prints what was acknowledged: {@code
 * ack SESSION VERSION COMMIT}. It is there to be killed.
 */
final class CommitLoop {

    static final int THREADS = 3;
    private static final int KEPT = 3;
    private static final int MAX_CHUNK = 60_000;

    private CommitLoop() {}

    public static void main(String[] args) throws IOException {
        EmbeddedSettings settings =
                EmbeddedSettings.of(Path.of(args[0])).withCacheBytes(1).withSlackBytes(100_000);
        InMemoryBackend backend = InMemoryBackend.open(settings, Clock.systemUTC());
        for (SessionId id : ids()) {
            Thread.ofPlatform().start(() -> commit(backend, id));
        }
    }

    static List<SessionId> ids() {
        return IntStream.range(0, THREADS).mapToObj(i -> new SessionId("thread" + i)).toList();
    }

    private static void commit(InMemoryBackend backend, SessionId id) {
        if (!backend.exists(id)) {
            Commit first = Samples.first(Set.of(name(id, 1)));
            try (Staging staging = backend.stage(id)) {
                staging.stage(name(id, 1), frame(id, 1));
                acknowledged(id, first, backend.create(id, Duration.ofDays(1), first, staging));
            }
        }
        SessionRecord record = backend.state(id).record();
        while (true) {
            Commit next = next(id, record);
            try (Staging staging = backend.stage(id)) {
                ChunkName name = name(id, record.nextVersion());
                staging.stage(name, frame(id, record.nextVersion()));
                acknowledged(id, next, backend.commit(id, next, staging));
            }
            record = next.next();
        }
    }

    private static Commit next(SessionId id, SessionRecord record) {
        Set<Integer> dropped = new HashSet<>();
        for (Version version : record.versions()) {
            if (version.id() <= record.nextVersion() - KEPT) {
                dropped.add(version.id());
            }
        }
        Set<ChunkName> chunks =
                dropped.stream().map(version -> name(id, version)).collect(Collectors.toSet());
        return Samples.next(record, Set.of(name(id, record.nextVersion())), dropped, chunks);
    }

    private static void acknowledged(SessionId id, Commit commit, CommitOutcome outcome) {
        if (!(outcome instanceof CommitOutcome.Applied)) {
            throw new AssertionError("one writer per session meets no " + outcome);
        }
        System.out.println(
                "ack %s %d %s".formatted(id, commit.next().head().version(), commit.id()));
    }

    /** The chunk of a version: the same in every process. */
    static byte[] frame(SessionId id, int version) {
        Random random = new Random(31L * id.value().hashCode() + version);
        byte[] frame = new byte[1 + random.nextInt(MAX_CHUNK)];
        random.nextBytes(frame);
        return frame;
    }

    static ChunkName name(SessionId id, int version) {
        return ChunkName.of(frame(id, version));
    }
}
