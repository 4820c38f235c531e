package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change of single columns in the making; rows stay where they are. Not thread-safe. */
final class Draft {

    private final Table table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, List<ChunkRef>> chunks;
    private final Map<String, ChunkRef> marks;
    private final Set<String> reads = new LinkedHashSet<>();
    private final Set<String> writes = new LinkedHashSet<>();
    private final List<String> changed = new ArrayList<>();
    private long cellsChanged;

    Draft(Table table) {
        this.table = table;
        table.schema().columns().forEach(column -> columns.put(column.id(), column));
        this.chunks = new LinkedHashMap<>(table.manifest().chunks());
        this.marks = new LinkedHashMap<>(table.manifest().marks());
    }

    void reads(Collection<Column> read) {
        read.forEach(column -> reads.add(column.id()));
    }

    /** Takes over a rewritten column. */
    void put(Rewriter.Rewritten rewritten) {
        Column column = rewritten.column();
        reads.add(column.id());
        Column old = columns.put(column.id(), column);
        List<ChunkRef> oldChunks = chunks.put(column.id(), rewritten.chunks());
        if (rewritten.cellsChanged() > 0
                || !column.equals(old)
                || !rewritten.chunks().equals(oldChunks)) {
            writes.add(column.id());
            changed.add(column.name());
            cellsChanged += rewritten.cellsChanged();
        }
    }

    /** Gives a column other marks, or none. */
    void putMarks(Column column, @Nullable ChunkRef rowIds) {
        if (rowIds == null) {
            marks.remove(column.id());
        } else {
            marks.put(column.id(), rowIds);
        }
        reads.add(column.id());
        writes.add(column.id());
    }

    /**
     * @throws TableTooLargeException when the table grew over the limit
     */
    Change finish() {
        Manifest old = table.manifest();
        Manifest manifest =
                new Manifest(
                        new Schema(List.copyOf(columns.values())),
                        old.slices(),
                        chunks,
                        marks,
                        old.nextRowId(),
                        old.nextColumnId());
        long limit = table.engine().settings().maxTableBytes();
        if (manifest.rawBytes() > limit && manifest.rawBytes() > old.rawBytes()) {
            throw new TableTooLargeException(manifest.rawBytes(), limit);
        }
        return new Change(manifest, cellsChanged, changed, Footprint.of(reads, writes));
    }
}
