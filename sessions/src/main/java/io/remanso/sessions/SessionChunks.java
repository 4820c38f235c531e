package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.storage.VersionNotFoundException;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkSource;
import io.remanso.tables.DamagedChunkException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of one version in one state, those from memory that are there. A chunk that is missing
 * because the version was dropped or changed meanwhile is told from one that is lost.
 */
record SessionChunks(StorageBackend backend, SessionId id, int version, String state)
        implements ChunkSource {

    @Override
    public Map<ChunkName, byte[]> read(Collection<ChunkName> names) {
        Map<ChunkName, byte[]> frames = new HashMap<>(backend.known(id, names));
        Set<ChunkName> missing = new HashSet<>(names);
        missing.removeAll(frames.keySet());
        if (missing.isEmpty()) {
            return frames;
        }
        frames.putAll(backend.chunks(id, missing));
        missing.removeAll(frames.keySet());
        if (!missing.isEmpty()) {
            explain(missing);
        }
        return frames;
    }

    private void explain(Set<ChunkName> missing) {
        SessionRecord record = backend.state(id).record();
        Optional<Version> kept = record.version(version);
        if (kept.isEmpty()) {
            throw new VersionNotFoundException(version);
        }
        if (!kept.get().state().equals(state)) {
            throw VersionConflictException.overtaken(version, record.head().version());
        }
        throw new DamagedChunkException(
                "Every chunk of a kept version must be stored; %d of version %d are missing"
                        .formatted(missing.size(), version));
    }
}
