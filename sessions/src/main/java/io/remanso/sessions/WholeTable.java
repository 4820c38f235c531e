package io.remanso.sessions;

import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Footprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table that takes the place of another as a whole. */
final class WholeTable {

    private static final int AT_ONCE = 64;

    private WholeTable() {}

    /** The version that it makes; it meets every other write. */
    static Draft draft(Manifest before, Manifest after, String summary, long cellsChanged) {
        return new Draft(
                after,
                Footprint.WHOLE_TABLE,
                summary,
                null,
                cellsChanged,
                changed(before, after),
                null);
    }

    /** Names of the columns that are new or have other cells, another type or another name. */
    private static List<String> changed(Manifest before, Manifest after) {
        boolean sameRows = before.slices().equals(after.slices());
        List<Column> old = before.schema().columns();
        return after.schema().columns().stream()
                .filter(column ->
                        !sameRows
                                || !old.contains(column)
                                || !before.chunksOf(column).equals(after.chunksOf(column)))
                .map(Column::name)
                .toList();
    }

    /** Stages the chunks of a table, except those that the session has already. */
    static void copy(Table table, Set<ChunkName> present, ChunkSink sink) {
        Set<ChunkName> names = new HashSet<>(table.manifest().chunkNames());
        names.removeAll(present);
        List<ChunkName> batch = new ArrayList<>();
        for (ChunkName name : names) {
            batch.add(name);
            if (batch.size() == AT_ONCE) {
                copy(table, batch, sink);
                batch.clear();
            }
        }
        copy(table, batch, sink);
    }

    private static void copy(Table table, List<ChunkName> names, ChunkSink sink) {
        if (names.isEmpty()) {
            return;
        }
        Map<ChunkName, byte[]> frames = table.source().read(names);
        for (ChunkName name : names) {
            byte[] frame = frames.get(name);
            if (frame == null) {
                throw new DamagedChunkException("A chunk of the table is missing: " + name);
            }
            if (!ChunkName.of(frame).equals(name)) {
                throw new DamagedChunkException(
                        "A chunk is named by the digest of its bytes, those under %s have another"
                                .formatted(name));
            }
            sink.stage(name, frame);
        }
    }
}
