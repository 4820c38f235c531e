package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of tables that are tables themselves. */
final class Slices {

    private Slices() {}

    /** One slice of some columns, without marks; positions in it begin at 0. */
    static Table one(Table table, int slice, Collection<Column> columns) {
        return of(table, List.of(slice), columns);
    }

    /** Some slices of some columns, without marks; positions in them begin at 0. */
    static Table of(Table table, List<Integer> slices, Collection<Column> columns) {
        Manifest manifest = table.manifest();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        for (Column column : columns) {
            List<ChunkRef> refs = manifest.chunksOf(column);
            chunks.put(column.id(), slices.stream().map(refs::get).toList());
        }
        List<Slice> kept = slices.stream().map(manifest.slices()::get).toList();
        Manifest part =
                new Manifest(
                        new Schema(List.copyOf(columns)),
                        kept,
                        chunks,
                        Map.of(),
                        manifest.nextRowId(),
                        manifest.nextColumnId());
        return new Table(table.engine(), part, table.source());
    }
}
