package io.remanso.tables;

import io.remanso.tables.internal.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A table as it stands in one version: columns × row slices of immutable chunks, which are fetched
 * when they are read. Immutable and thread-safe; it holds no memory by itself.
 */
public final class Table {

    private final TableEngine engine;
    private final Manifest manifest;
    private final ChunkSource source;
    private final ChunkReader reader;

    public Table(TableEngine engine, Manifest manifest, ChunkSource source) {
        this.engine = engine;
        this.manifest = manifest;
        this.source = source;
        this.reader = new ChunkReader(engine, source);
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
     * Fields have the columns' names. The memory is shared with other readers: whoever wants other
     * values writes a vector of their own.
     *
     * @throws DamagedChunkException when a chunk is missing or not whole
     */
    public VectorSchemaRoot slice(int index, List<Column> columns) {
        return slices(index, index + 1, columns).getFirst();
    }

    /** A slice, of which these frames are fetched already. */
    VectorSchemaRoot slice(int index, List<Column> columns, Map<ChunkName, byte[]> frames) {
        return roots(index, index + 1, columns, reader.read(refs(index, columns), frames))
                .getFirst();
    }

    /** All slices in row order, for who reads many: they are fetched ahead. */
    public SliceReader read(List<Column> columns) {
        return new SliceReader(this, List.copyOf(columns));
    }

    /** The chunks of a slice, in the order of the columns. */
    List<ChunkRef> refs(int index, List<Column> columns) {
        return columns.stream().map(column -> manifest.chunksOf(column).get(index)).toList();
    }

    /**
     * The cells of some columns in the slices {@code from} to {@code to} - 1, fetched in one call;
     * the caller closes each and changes none. Fields have the columns' names.
     *
     * @throws DamagedChunkException when a chunk is missing or not whole
     */
    public List<VectorSchemaRoot> slices(int from, int to, List<Column> columns) {
        List<ChunkRef> refs = new ArrayList<>();
        for (int index = from; index < to; index++) {
            refs.addAll(refs(index, columns));
        }
        return roots(from, to, columns, reader.read(refs));
    }

    private List<VectorSchemaRoot> roots(
            int from, int to, List<Column> columns, List<FieldVector> vectors) {
        List<Field> fields =
                columns.stream()
                        .map(column -> ArrowTypes.field(column.name(), column.dtype()))
                        .toList();
        try {
            List<VectorSchemaRoot> roots = new ArrayList<>();
            int at = 0;
            for (Slice slice : manifest.slices().subList(from, to)) {
                List<FieldVector> cells = vectors.subList(at, at + columns.size());
                check(cells, columns, slice.rows());
                roots.add(new VectorSchemaRoot(fields, List.copyOf(cells), slice.rows()));
                at += columns.size();
            }
            return roots;
        } catch (RuntimeException e) {
            AutoCloseables.close(e, vectors);
            throw e;
        }
    }

    /**
     * The ids of the rows of a slice, in their order, without nulls; the caller closes the vector
     * and does not change it.
     */
    public BigIntVector rowIds(int index) {
        Slice slice = manifest.slices().get(index);
        return switch (slice.rowIds()) {
            case RowIds.Range range ->
                    Sequence.of("row_id", range.first(), slice.rows(), engine.allocator());
            case RowIds.Listed listed -> int64(listed.chunk());
        };
    }

    /**
     * The ids of the rows whose cell in this column is missing on purpose, in rising order; the
     * caller closes the vector and does not change it.
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
        FieldVector vector = reader.read(ref);
        if (vector instanceof BigIntVector ids) {
            return ids;
        }
        vector.close();
        throw new DamagedChunkException("A chunk of row ids holds int64, this one does not");
    }

    private static void check(List<FieldVector> cells, List<Column> columns, int rows) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            FieldVector vector = cells.get(i);
            if (vector.getValueCount() != rows
                    || !vector.getField().getType().equals(ArrowTypes.type(column.dtype()))) {
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
}
