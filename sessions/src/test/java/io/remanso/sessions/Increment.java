package io.remanso.sessions;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Change;
import io.remanso.tables.operations.Footprint;
import io.remanso.tables.operations.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import tools.jackson.databind.node.ObjectNode;

/** Adds one to every cell of an int64 column: an update is lost when the sum is too small. */
public record Increment(String column) implements Operation {

    @Override
    public String name() {
        return "increment";
    }

    @Override
    public String summary() {
        return "Increment " + column;
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        Column target = table.schema().require(column);
        Map<String, List<ChunkRef>> chunks = new HashMap<>(table.manifest().chunks());
        try (VectorSchemaRoot cells = table.slice(0, List.of(target));
                BigIntVector sums = new BigIntVector("v", table.engine().allocator())) {
            BigIntVector values = (BigIntVector) cells.getVector(0);
            sums.allocateNew(values.getValueCount());
            for (int row = 0; row < values.getValueCount(); row++) {
                sums.set(row, values.get(row) + 1);
            }
            sums.setValueCount(values.getValueCount());
            chunks.put(target.id(), List.of(table.engine().write(sums, sink)));
        }
        Manifest old = table.manifest();
        Manifest manifest =
                new Manifest(
                        old.schema(),
                        old.slices(),
                        chunks,
                        old.marks(),
                        old.nextRowId(),
                        old.nextColumnId());
        Set<String> ids = Set.of(target.id());
        return new Change(manifest, table.rows(), List.of(column), Footprint.of(ids, ids));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.put("column", column);
    }
}
