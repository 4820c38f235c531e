package io.remanso.tables;

import io.remanso.tables.internal.ChunkCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks for a table: those that the engine keeps from memory, all others from the source in
 * one call. Thread-safe.
 */
final class ChunkReader {

    private final TableEngine engine;
    private final ChunkSource source;

    ChunkReader(TableEngine engine, ChunkSource source) {
        this.engine = engine;
        this.source = source;
    }

    /**
     * The values of these chunks in their order; the caller closes each vector and changes none.
     *
     * @throws DamagedChunkException when a chunk is missing, not whole or another than its name
     *     says
     */
    List<FieldVector> read(List<ChunkRef> refs) {
        return read(refs, Map.of());
    }

    /** The same, with frames that were fetched before, some of these chunks among them or none. */
    List<FieldVector> read(List<ChunkRef> refs, Map<ChunkName, byte[]> fetched) {
        Map<ChunkName, FieldVector> kept = new HashMap<>();
        List<FieldVector> vectors = new ArrayList<>();
        try {
            Map<ChunkName, byte[]> frames = frames(refs, kept, fetched);
            for (ChunkRef ref : refs) {
                FieldVector vector = kept.remove(ref.name());
                vectors.add(vector != null ? vector : read(ref.name(), frames));
            }
            return vectors;
        } catch (RuntimeException e) {
            AutoCloseables.close(e, kept.values());
            AutoCloseables.close(e, vectors);
            throw e;
        }
    }

    FieldVector read(ChunkRef ref) {
        return read(List.of(ref)).getFirst();
    }

    /** Notes what is kept, and brings the frames of the rest. */
    private Map<ChunkName, byte[]> frames(
            List<ChunkRef> refs, Map<ChunkName, FieldVector> kept, Map<ChunkName, byte[]> fetched) {
        Set<ChunkName> missing = new LinkedHashSet<>();
        for (ChunkRef ref : refs) {
            ChunkName name = ref.name();
            if (!kept.containsKey(name) && !fetched.containsKey(name)) {
                FieldVector vector = engine.cache().find(name);
                if (vector != null) {
                    kept.put(name, vector);
                } else {
                    missing.add(name);
                }
            }
        }
        if (missing.isEmpty()) {
            return fetched;
        }
        Map<ChunkName, byte[]> frames = new HashMap<>(fetched);
        frames.putAll(source.read(missing));
        return frames;
    }

    private FieldVector read(ChunkName name, Map<ChunkName, byte[]> frames) {
        ChunkCache cache = engine.cache();
        FieldVector vector = cache.find(name);
        if (vector != null) {
            return vector;
        }
        byte @Nullable [] frame = frames.get(name);
        if (frame == null) {
            // a chunk that was kept when this call began and is not any more
            frame = source.read(Set.of(name)).get(name);
        }
        if (frame == null) {
            throw new DamagedChunkException("A chunk of the table is missing: " + name);
        }
        return cache.keep(name, engine.decode(name, frame));
    }
}
