package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A session whose tables are lists of texts; see {@link SmallCommits}. */
record SmallSession(StorageBackend backend, SessionId id) {

    static final Duration TTL = Duration.ofMinutes(10);

    /** A new session with one version. */
    static SmallSession create(StorageBackend backend, String... texts) {
        SmallSession session = new SmallSession(backend, SessionId.random());
        CommitOutcome outcome = session.begin(TTL, texts);
        if (!(outcome instanceof CommitOutcome.Applied)) {
            throw new IllegalStateException("not created: " + outcome);
        }
        return session;
    }

    CommitOutcome begin(Duration ttl, String... texts) {
        try (Staging staging = stage(texts)) {
            return backend.create(id, ttl, SmallCommits.first(RandomId.next(), texts), staging);
        }
    }

    Staging stage(String... texts) {
        Staging staging = backend.stage(id);
        for (String text : texts) {
            staging.stage(SmallCommits.name(text), SmallCommits.frame(text));
        }
        return staging;
    }

    SessionRecord record() {
        return backend.state(id).record();
    }

    /** One more version with these texts. */
    CommitOutcome step(String... texts) {
        return commit(SmallCommits.step(record(), RandomId.next(), texts), texts);
    }

    CommitOutcome move(int version) {
        return backend.commit(id, SmallCommits.move(record(), RandomId.next(), version), null);
    }

    CommitOutcome commit(Commit commit, String... texts) {
        try (Staging staging = stage(texts)) {
            return backend.commit(id, commit, staging);
        }
    }

    /** The texts of the current version. */
    List<String> texts() {
        return texts(backend.head(id).version());
    }

    /** The texts of a version, or damage. */
    List<String> texts(int version) {
        List<StoredManifest> manifests = backend.manifests(id, List.of(version));
        if (manifests.isEmpty()) {
            throw new IllegalStateException("not kept: " + version);
        }
        List<ChunkName> names = SmallCommits.names(manifests.getFirst());
        Map<ChunkName, byte[]> frames = backend.chunks(id, names);
        return names.stream().map(name -> text(name, frames)).toList();
    }

    private static String text(ChunkName name, Map<ChunkName, byte[]> frames) {
        byte[] frame = frames.get(name);
        if (frame == null) {
            throw new DamagedChunkException("missing chunk " + name);
        }
        if (!ChunkName.of(frame).equals(name)) {
            throw new DamagedChunkException("other bytes under " + name);
        }
        return new String(frame, UTF_8);
    }
}
