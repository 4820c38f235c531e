package io.remanso.tables;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A table without its cells: the schema, the row slices, the names of the chunks and the marks.
 * Immutable; {@link ManifestJson} writes and reads it.
 *
 * @param schema the columns in their order
 * @param slices the row slices in their order
 * @param chunks per column id, one chunk per slice
 * @param marks per column id, the cells that are missing on purpose: a chunk of int64 row ids in
 *     rising order. A column without marks has no entry. Marks of rows that are gone are dropped
 *     with the rows.
 * @param nextRowId the lowest row id never given in this session
 * @param nextColumnId the lowest column number never given in this session; the id of a column is
 *     "c" and its number
 */
public record Manifest(
        Schema schema,
        List<Slice> slices,
        Map<String, List<ChunkRef>> chunks,
        Map<String, ChunkRef> marks,
        long nextRowId,
        int nextColumnId) {

    public Manifest {
        slices = List.copyOf(slices);
        Map<String, List<ChunkRef>> ordered = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            List<ChunkRef> refs = chunks.get(column.id());
            if (refs == null || refs.size() != slices.size()) {
                throw new IllegalArgumentException(
                        "A column has one chunk per slice: %d slices, column '%s' has %s"
                                .formatted(
                                        slices.size(),
                                        column.name(),
                                        refs == null ? "none" : refs.size()));
            }
            for (int i = 0; i < refs.size(); i++) {
                if (refs.get(i).nulls() > slices.get(i).rows()) {
                    throw new IllegalArgumentException(
                            "A chunk of column '%s' has at most %d nulls, got %d"
                                    .formatted(
                                            column.name(),
                                            slices.get(i).rows(),
                                            refs.get(i).nulls()));
                }
            }
            ordered.put(column.id(), List.copyOf(refs));
        }
        if (nextRowId < 0 || nextColumnId < 0) {
            throw new IllegalArgumentException(
                    "The next ids are 0 or more, got row %d, column %d"
                            .formatted(nextRowId, nextColumnId));
        }
        if (ordered.size() != chunks.size()) {
            throw new IllegalArgumentException(
                    "Chunks belong to columns of the schema %s, got %s"
                            .formatted(schema, chunks.keySet()));
        }
        if (!ordered.keySet().containsAll(marks.keySet())) {
            throw new IllegalArgumentException(
                    "Marks belong to columns of the schema %s, got %s"
                            .formatted(schema, marks.keySet()));
        }
        chunks = Collections.unmodifiableMap(ordered);
        marks = Map.copyOf(marks);
    }

    /** A table without columns and rows. */
    public static Manifest empty() {
        return new Manifest(new Schema(List.of()), List.of(), Map.of(), Map.of(), 0, 0);
    }

    public long rows() {
        return slices.stream().mapToLong(Slice::rows).sum();
    }

    /** The chunks of a column, one per slice. */
    public List<ChunkRef> chunksOf(Column column) {
        return Objects.requireNonNull(
                chunks.get(column.id()), () -> "not a column of this table: " + column);
    }

    public long nulls(Column column) {
        return chunksOf(column).stream().mapToLong(ChunkRef::nulls).sum();
    }

    /** Uncompressed columnar bytes of all cells: what MAX_DATAFRAME_SIZE_MB bounds. */
    public long rawBytes() {
        return chunks.values().stream().flatMap(List::stream).mapToLong(ChunkRef::rawBytes).sum();
    }

    /** Bytes of all cells as stored: a chunk that columns or slices share is stored once. */
    public long encodedBytes() {
        return chunks.values().stream()
                .flatMap(List::stream)
                .distinct()
                .mapToLong(ChunkRef::encodedBytes)
                .sum();
    }

    /** The names of all chunks that this table needs: cells, row ids and marks. */
    public Set<ChunkName> chunkNames() {
        Set<ChunkName> names = new HashSet<>();
        forEachChunk(ref -> names.add(ref.name()));
        return names;
    }

    private void forEachChunk(Consumer<ChunkRef> action) {
        chunks.values().forEach(refs -> refs.forEach(action));
        marks.values().forEach(action);
        for (Slice slice : slices) {
            if (slice.rowIds() instanceof RowIds.Listed listed) {
                action.accept(listed.chunk());
            }
        }
    }

    /**
     * The same rows under another schema; columns that are left out lose their chunks and marks.
     * Stores no chunk.
     */
    public Manifest withSchema(Schema newSchema) {
        Map<String, List<ChunkRef>> keptChunks = new LinkedHashMap<>();
        Map<String, ChunkRef> keptMarks = new LinkedHashMap<>();
        for (Column column : newSchema.columns()) {
            keptChunks.put(column.id(), chunksOf(column));
            ChunkRef mark = marks.get(column.id());
            if (mark != null) {
                keptMarks.put(column.id(), mark);
            }
        }
        return new Manifest(newSchema, slices, keptChunks, keptMarks, nextRowId, nextColumnId);
    }

    /** The same table with other marks. */
    public Manifest withMarks(Map<String, ChunkRef> newMarks) {
        return new Manifest(schema, slices, chunks, newMarks, nextRowId, nextColumnId);
    }
}
