package io.remanso.sessions;

import io.remanso.sessions.storage.Staging;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Chunks that were just staged, and below them those that the session has. */
record LayeredChunks(Staging staging, ChunkSource stored) implements ChunkSource {

    @Override
    public Map<ChunkName, byte[]> read(Collection<ChunkName> names) {
        Map<ChunkName, byte[]> frames = new HashMap<>(staging.read(names));
        Set<ChunkName> others = new HashSet<>(names);
        others.removeAll(frames.keySet());
        if (!others.isEmpty()) {
            frames.putAll(stored.read(others));
        }
        return frames;
    }
}
