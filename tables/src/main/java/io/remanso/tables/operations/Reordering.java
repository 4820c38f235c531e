package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A table with its rows in another order, written anew in full slices. */
final class Reordering {

    private final Table table;
    private final TableScan scan;
    private final ChunkSink sink;

    Reordering(Table table, TableScan scan, ChunkSink sink) {
        this.table = table;
        this.scan = scan;
        this.sink = sink;
    }

    /**
     * @param order what SQL orders by, over the table's columns c0, c1, … and pos
     */
    Manifest by(String order) {
        Manifest old = table.manifest();
        List<Column> columns = old.schema().columns();
        List<Slice> slices = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        columns.forEach(column -> chunks.put(column.id(), new ArrayList<>()));
        scan.register("t", columns, Extra.POSITION, Extra.ROW_ID);
        String names =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        try (QueryBatches rows =
                scan.query("SELECT row_id, %s FROM t ORDER BY %s".formatted(names, order))) {
            while (rows.next()) {
                VectorSchemaRoot batch = rows.batch();
                if (batch.getRowCount() > 0) {
                    BigIntVector ids = (BigIntVector) batch.getVector(0);
                    slices.add(
                            new Slice(
                                    batch.getRowCount(), RowIdList.of(table.engine(), ids, sink)));
                    for (int i = 0; i < columns.size(); i++) {
                        ChunkRef ref = table.engine().write(batch.getVector(i + 1), sink);
                        chunks.computeIfAbsent(columns.get(i).id(), id -> new ArrayList<>())
                                .add(ref);
                    }
                }
            }
        }
        return new Manifest(
                old.schema(), slices, chunks, old.marks(), old.nextRowId(), old.nextColumnId());
    }
}
