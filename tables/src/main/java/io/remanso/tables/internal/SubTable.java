package io.remanso.tables.internal;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some slices of a table as a table of their own, without marks. */
public final class SubTable {

    private SubTable() {}

    /** The table of the slices of these indexes, in the order given. */
    public static Table of(Table table, List<Integer> slices) {
        Manifest manifest = table.manifest();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        for (Column column : manifest.schema().columns()) {
            chunks.put(column.id(), slices.stream().map(manifest.chunksOf(column)::get).toList());
        }
        return new Table(
                table.engine(),
                new Manifest(
                        manifest.schema(),
                        slices.stream().map(manifest.slices()::get).toList(),
                        chunks,
                        Map.of(),
                        manifest.nextRowId(),
                        manifest.nextColumnId()),
                table.source());
    }
}
