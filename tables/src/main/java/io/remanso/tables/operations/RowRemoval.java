package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * A table without some of its rows. Slices that lose no row keep their chunks and row ids, those
 * that lose all are gone, the others are written anew. Many small slices that follow each other
 * become one. Memory holds what becomes one slice at a time.
 */
final class RowRemoval {

    private final Table table;
    private final KeptRows kept;
    private final ChunkSink sink;

    RowRemoval(Table table, KeptRows kept, ChunkSink sink) {
        this.table = table;
        this.kept = kept;
        this.sink = sink;
    }

    Manifest manifest() {
        Manifest old = table.manifest();
        List<List<Integer>> groups = SliceGroups.of(old.slices(), kept);
        List<Slice> slices = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        old.schema().columns().forEach(column -> chunks.put(column.id(), new ArrayList<>()));
        for (List<Integer> group : groups) {
            int first = group.getFirst();
            if (group.size() == 1 && kept.isWhole(first)) {
                slices.add(old.slices().get(first));
                add(chunks, column -> old.chunksOf(column).get(first));
            } else {
                slices.add(joined(group));
                Map<Column, ChunkRef> gathered = gather(group);
                add(chunks, column -> Objects.requireNonNull(gathered.get(column)));
            }
        }
        return new Manifest(
                old.schema(), slices, chunks, marks(), old.nextRowId(), old.nextColumnId());
    }

    private void add(Map<String, List<ChunkRef>> chunks, Function<Column, ChunkRef> ref) {
        for (Column column : table.schema().columns()) {
            chunks.computeIfAbsent(column.id(), id -> new ArrayList<>()).add(ref.apply(column));
        }
    }

    /** The kept rows of these slices, all columns of a slice fetched together. */
    private Map<Column, ChunkRef> gather(List<Integer> group) {
        List<Column> columns = table.schema().columns();
        try (GatheredColumns gathered = new GatheredColumns(columns)) {
            for (int slice : group) {
                try (VectorSchemaRoot root = table.slice(slice, columns)) {
                    gathered.add(root, kept.of(slice));
                }
            }
            return gathered.write(table.engine(), sink);
        }
    }

    private Slice joined(List<Integer> group) {
        try (Gathered gathered = new Gathered()) {
            for (int slice : group) {
                try (BigIntVector ids = table.rowIds(slice)) {
                    gathered.add(ids, kept.of(slice));
                }
            }
            FieldVector ids = gathered.vector();
            return new Slice(
                    ids.getValueCount(), RowIdList.of(table.engine(), (BigIntVector) ids, sink));
        }
    }

    private Map<String, ChunkRef> marks() {
        Map<String, ChunkRef> marks = new LinkedHashMap<>();
        if (!table.manifest().marks().isEmpty()) {
            GoneRows gone = GoneRows.of(table, kept);
            for (Column column : table.schema().columns()) {
                ChunkRef left = Marks.without(table, column, gone::contains).write(sink);
                if (left != null) {
                    marks.put(column.id(), left);
                }
            }
        }
        return marks;
    }
}
