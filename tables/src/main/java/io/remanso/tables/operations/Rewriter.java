package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes columns anew, slice by slice: a slice without a changed cell keeps its chunk, and memory
 * holds one slice at a time. Not thread-safe.
 */
final class Rewriter {

    private final Table table;
    private final ChunkSink sink;
    private final TableScan scan;
    private final SizeLimit limit;

    /**
     * @param scan the connection that the SQL runs on, with the views and tables that it needs
     */
    Rewriter(Table table, ChunkSink sink, TableScan scan) {
        this.table = table;
        this.sink = sink;
        this.scan = scan;
        this.limit = SizeLimit.of(table);
    }

    /**
     * A column after its rewrite.
     *
     * @param column the column with its new type
     * @param chunks one a slice
     * @param cellsChanged how many cells changed
     * @param failures how many cells have no right value; the chunks mean nothing when there are
     *     some
     * @param firstFailure the position of the first of them in the table, or -1
     */
    record Rewritten(
            Column column,
            List<ChunkRef> chunks,
            long cellsChanged,
            long failures,
            long firstFailure) {}

    /**
     * @throws TableTooLargeException when the column alone is larger than a table may be
     */
    Rewritten rewrite(Rewrite rewrite) {
        List<ChunkRef> old = table.manifest().chunksOf(rewrite.column());
        boolean sameType = rewrite.to().equals(rewrite.column().dtype());
        List<ChunkRef> chunks = new ArrayList<>();
        long changed = 0;
        long failures = 0;
        long firstFailure = -1;
        long first = 0;
        long rawBytes = 0;
        for (int slice = 0; slice < old.size(); slice++) {
            Slice rows = table.manifest().slices().get(slice);
            if (sameType && !rewrite.touched().test(slice)) {
                chunks.add(old.get(slice));
            } else {
                try (QueryBatches answer = query(rewrite, slice, first, rows.rows())) {
                    VectorSchemaRoot batch = single(answer, rows.rows());
                    BitVector failed = (BitVector) batch.getVector(2);
                    int failedHere = Bits.count(failed);
                    if (failedHere > 0 && failures == 0) {
                        firstFailure = first + Bits.first(failed);
                    }
                    failures += failedHere;
                    int changedHere = Bits.count((BitVector) batch.getVector(1));
                    changed += changedHere;
                    boolean keep = failures > 0 || (sameType && changedHere == 0);
                    ChunkRef chunk = keep ? old.get(slice) : write(batch.getVector(0));
                    chunks.add(chunk);
                    rawBytes += chunk.rawBytes();
                    limit.check(rawBytes);
                }
            }
            first += rows.rows();
        }
        return new Rewritten(
                rewrite.column().withDtype(rewrite.to()), chunks, changed, failures, firstFailure);
    }

    private ChunkRef write(FieldVector values) {
        return table.engine().write(values, sink);
    }

    private QueryBatches query(Rewrite rewrite, int slice, long first, int rows) {
        List<Column> columns = new ArrayList<>();
        columns.add(rewrite.column());
        columns.addAll(rewrite.others());
        Extra[] extras =
                rewrite.rowIds()
                        ? new Extra[] {Extra.POSITION, Extra.ROW_ID}
                        : new Extra[] {Extra.POSITION};
        boolean fills = !rewrite.fill().isEmpty();
        // A view is read once; what is read twice is kept.
        scan.register(fills ? "once" : "s", Slices.one(table, slice, columns), columns, extras);
        String with =
                fills
                        ? "WITH s AS MATERIALIZED (SELECT * FROM once), fill AS (%s) "
                                .formatted(rewrite.fill())
                        : "";
        String from =
                rewrite.from()
                        .replace(":first", Long.toString(first))
                        .replace(":rows", Integer.toString(rows));
        // Without a join the engine keeps the order of the rows.
        return scan.query(
                "%sSELECT v, coalesce(%s, FALSE), coalesce(%s, FALSE), pos FROM (SELECT s.pos AS pos, s.c0 AS x, %s AS v FROM %s)%s"
                        .formatted(
                                with,
                                rewrite.changed(),
                                rewrite.failed(),
                                Sql.cast(rewrite.value(), rewrite.to()),
                                from,
                                rewrite.joins() ? " ORDER BY pos" : ""));
    }

    private static VectorSchemaRoot single(QueryBatches answer, int rows) {
        if (!answer.next() || answer.batch().getRowCount() != rows) {
            throw new IllegalStateException(
                    "A rewrite keeps each row once: %d rows became %d"
                            .formatted(rows, answer.batch().getRowCount()));
        }
        BigIntVector positions = (BigIntVector) answer.batch().getVector(3);
        for (int row = 0; row < rows; row++) {
            if (positions.get(row) != row) {
                throw new IllegalStateException(
                        "A rewrite keeps the order of the rows: row %d came in the place of row %d"
                                .formatted(positions.get(row), row));
            }
        }
        return answer.batch();
    }
}
