package io.remanso.tables.testing;

import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.ChunkSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Chunks in memory, which remembers each read and what was staged. Thread-safe. */
public final class MemoryChunks implements ChunkSink, ChunkSource {

    private final Map<ChunkName, byte[]> frames = new ConcurrentHashMap<>();
    private final List<Set<ChunkName>> reads = new CopyOnWriteArrayList<>();
    private final List<ChunkName> staged = new CopyOnWriteArrayList<>();

    @Override
    public void stage(ChunkName name, byte[] frame) {
        frames.put(name, frame);
        staged.add(name);
    }

    @Override
    public Map<ChunkName, byte[]> read(Collection<ChunkName> names) {
        reads.add(Set.copyOf(names));
        Map<ChunkName, byte[]> found = new LinkedHashMap<>();
        for (ChunkName name : names) {
            byte[] frame = frames.get(name);
            if (frame != null) {
                found.put(name, frame);
            }
        }
        return found;
    }

    /** The bytes of a chunk that was staged. */
    public byte[] frame(ChunkName name) {
        return Objects.requireNonNull(frames.get(name), () -> "no such chunk: " + name);
    }

    /** What each call of {@link #read} asked for, oldest first. */
    public List<Set<ChunkName>> reads() {
        return new ArrayList<>(reads);
    }

    /** The names that were staged, in order, repeated ones too. */
    public List<ChunkName> staged() {
        return new ArrayList<>(staged);
    }

    /** Forgets what was read and staged; the chunks stay. */
    public void forget() {
        reads.clear();
        staged.clear();
    }

    /** The bytes of all chunks, to look at or to damage. */
    public Map<ChunkName, byte[]> frames() {
        return frames;
    }
}
