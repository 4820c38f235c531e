package io.remanso.tables;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The slices of some columns of a table, one after the other in row order. Their frames are fetched
 * several slices at a time, and while one such part is read the next is under way, so that a far
 * source costs few round trips and little waiting. A part has about 4 MB, or one slice when that is
 * larger; two of them are held. It needs no closing. Not thread-safe.
 *
 * <pre>{@code
 * SliceReader slices = table.read(columns);
 * while (slices.hasNext()) {
 *     try (VectorSchemaRoot slice = slices.next()) { … }
 * }
 * }</pre>
 */
public final class SliceReader {

    private static final long PART_BYTES = 4 << 20;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Table table;
    private final List<Column> columns;
    private int next;
    private @Nullable Part part;
    private @Nullable Part ahead;

    SliceReader(Table table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Slices from one up to another, and their frames as far as nobody keeps them decoded. */
    private record Part(int end, CompletableFuture<Map<ChunkName, byte[]>> frames) {

        private Map<ChunkName, byte[]> await() {
            try {
                return frames.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    public boolean hasNext() {
        return next < table.manifest().slices().size();
    }

    /**
     * The next slice as {@link Table#slice} answers it; the caller closes it.
     *
     * @throws DamagedChunkException when a chunk is missing or not whole
     */
    public VectorSchemaRoot next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The table has no more slices than " + next);
        }
        Map<ChunkName, byte[]> frames = current().await();
        VectorSchemaRoot slice = table.slice(next, columns, frames);
        next++;
        return slice;
    }

    /** The part that holds the next slice; the one behind it is under way. */
    private Part current() {
        Part current = part;
        if (current == null || next == current.end()) {
            current = ahead == null ? begin(next) : ahead;
            part = current;
            ahead = isLast(current.end()) ? null : begin(current.end());
        }
        return current;
    }

    private boolean isLast(int end) {
        return end == table.manifest().slices().size();
    }

    private Part begin(int from) {
        Set<ChunkName> missing = new LinkedHashSet<>();
        int end = from;
        long bytes = 0;
        do {
            for (ChunkRef ref : table.refs(end, columns)) {
                if (!table.engine().cache().has(ref.name())) {
                    missing.add(ref.name());
                }
                bytes += ref.encodedBytes();
            }
            end++;
        } while (!isLast(end) && bytes < PART_BYTES);
        return new Part(end, read(missing, from == 0 && isLast(end)));
    }

    /**
     * @param all whether this is all there is to read: then nothing else is to be done meanwhile
     */
    private CompletableFuture<Map<ChunkName, byte[]>> read(Set<ChunkName> names, boolean all) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return all
                ? CompletableFuture.completedFuture(table.source().read(names))
                : CompletableFuture.supplyAsync(() -> table.source().read(names), THREADS);
    }
}
