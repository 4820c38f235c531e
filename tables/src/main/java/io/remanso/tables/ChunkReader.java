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

    /** From so many chunks on to decode, more than one thread does so. */
    private static final int MANY = 8;

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
        Map<ChunkName, byte[]> frames;
        try {
            frames = frames(refs, kept, fetched);
        } catch (RuntimeException e) {
            AutoCloseables.close(e, kept.values());
            throw e;
        }
        List<Found> found = new ArrayList<>();
        for (ChunkRef ref : refs) {
            found.add(new Found(ref.name(), kept.remove(ref.name())));
        }
        boolean many = found.stream().filter(one -> one.vector == null).count() >= MANY;
        (many ? found.parallelStream() : found.stream()).forEach(one -> one.read(frames));
        return vectors(found);
    }

    /**
     * @throws RuntimeException that of the first chunk which could not be read; then all are closed
     */
    private static List<FieldVector> vectors(List<Found> found) {
        List<FieldVector> vectors = new ArrayList<>();
        RuntimeException failure = null;
        for (Found one : found) {
            if (one.vector != null) {
                vectors.add(one.vector);
            }
            failure = failure == null ? one.failure : failure;
        }
        if (failure != null) {
            AutoCloseables.close(failure, vectors);
            throw failure;
        }
        return vectors;
    }

    /** A chunk on its way: several are decoded side by side, so a failure waits for the others. */
    private final class Found {

        private final ChunkName name;
        private @Nullable FieldVector vector;
        private @Nullable RuntimeException failure;

        Found(ChunkName name, @Nullable FieldVector kept) {
            this.name = name;
            this.vector = kept;
        }

        void read(Map<ChunkName, byte[]> frames) {
            if (vector != null) {
                return;
            }
            try {
                vector = ChunkReader.this.read(name, frames);
            } catch (RuntimeException e) {
                failure = e;
            }
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
