package io.remanso.tables;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * A table as it stands in one version: columns × row slices of immutable chunks, which are fetched
 * when they are read. Immutable and thread-safe; it holds no memory by itself.
 */
public final class Table {

    private final TableEngine engine;
    private final Manifest manifest;
    private final ChunkSource source;

    public Table(TableEngine engine, Manifest manifest, ChunkSource source) {
        this.engine = engine;
        this.manifest = manifest;
        this.source = source;
    }

    public TableEngine engine() {
        return engine;
    }

    public Manifest manifest() {
        return manifest;
    }

    public ChunkSource source() {
        return source;
    }

    public Schema schema() {
        return manifest.schema();
    }

    public long rows() {
        return manifest.rows();
    }

    /**
     * The cells of some columns in one slice, in the order of the columns; the caller closes them.
     * Fields have the columns' names.
     *
     * @throws DamagedChunkException when a chunk is missing or not whole
     */
    public VectorSchemaRoot slice(int index, List<Column> columns) {
        return slices(index, index + 1, columns).getFirst();
    }

    /**
     * The cells of some columns in the slices {@code from} to {@code to} - 1, fetched in one call;
     * the caller closes each. Fields have the columns' names.
     *
     * @throws DamagedChunkException when a chunk is missing or not whole
     */
    public List<VectorSchemaRoot> slices(int from, int to, List<Column> columns) {
        List<ChunkRef> refs = new ArrayList<>();
        columns.forEach(column -> refs.addAll(manifest.chunksOf(column).subList(from, to)));
        Map<ChunkName, byte[]> frames = fetch(refs);
        List<VectorSchemaRoot> roots = new ArrayList<>();
        try {
            for (int index = from; index < to; index++) {
                roots.add(slice(index, columns, frames));
            }
            return roots;
        } catch (RuntimeException e) {
            AutoCloseables.close(e, roots);
            throw e;
        }
    }

    private VectorSchemaRoot slice(int index, List<Column> columns, Map<ChunkName, byte[]> frames) {
        int rows = manifest.slices().get(index).rows();
        List<FieldVector> vectors = new ArrayList<>();
        try {
            for (Column column : columns) {
                FieldVector vector =
                        engine.decode(frame(frames, manifest.chunksOf(column).get(index)));
                vectors.add(vector);
                check(vector, column, rows);
            }
            return new VectorSchemaRoot(
                    columns.stream()
                            .map(column -> ArrowTypes.field(column.name(), column.dtype()))
                            .toList(),
                    vectors,
                    rows);
        } catch (RuntimeException e) {
            AutoCloseables.close(e, vectors);
            throw e;
        }
    }

    /**
     * The ids of the rows of a slice, in their order, without nulls; the caller closes the vector.
     */
    public BigIntVector rowIds(int index) {
        Slice slice = manifest.slices().get(index);
        return switch (slice.rowIds()) {
            case RowIds.Range range -> {
                BigIntVector ids = new BigIntVector("row_id", engine.allocator());
                ids.allocateNew(slice.rows());
                for (int i = 0; i < slice.rows(); i++) {
                    ids.set(i, range.first() + i);
                }
                ids.setValueCount(slice.rows());
                yield ids;
            }
            case RowIds.Listed listed -> int64(listed.chunk());
        };
    }

    /**
     * The ids of the rows whose cell in this column is missing on purpose, in rising order; the
     * caller closes the vector.
     */
    public BigIntVector marks(Column column) {
        ChunkRef ref = manifest.marks().get(column.id());
        if (ref != null) {
            return int64(ref);
        }
        BigIntVector none = new BigIntVector("row_id", engine.allocator());
        none.allocateNew(0);
        none.setValueCount(0);
        return none;
    }

    private BigIntVector int64(ChunkRef ref) {
        FieldVector vector = engine.decode(frame(fetch(List.of(ref)), ref));
        if (vector instanceof BigIntVector ids) {
            return ids;
        }
        vector.close();
        throw new DamagedChunkException("A chunk of row ids holds int64, this one does not");
    }

    private Map<ChunkName, byte[]> fetch(List<ChunkRef> refs) {
        Set<ChunkName> names = new LinkedHashSet<>();
        refs.forEach(ref -> names.add(ref.name()));
        return names.isEmpty() ? Map.of() : source.read(names);
    }

    private static byte[] frame(Map<ChunkName, byte[]> frames, ChunkRef ref) {
        byte[] frame = frames.get(ref.name());
        if (frame == null) {
            throw new DamagedChunkException("A chunk of the table is missing: " + ref.name());
        }
        return frame;
    }

    private static void check(FieldVector vector, Column column, int rows) {
        if (vector.getValueCount() != rows
                || !Objects.equals(vector.getField().getType(), ArrowTypes.type(column.dtype()))) {
            throw new DamagedChunkException(
                    "A chunk of column '%s' must hold %d values of type %s, got %d of %s"
                            .formatted(
                                    column.name(),
                                    rows,
                                    column.dtype(),
                                    vector.getValueCount(),
                                    vector.getField().getType()));
        }
    }
}
