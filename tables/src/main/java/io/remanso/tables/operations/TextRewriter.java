package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes text columns anew with a function of the JDK's strings, slice by slice: a slice without a
 * changed cell keeps its chunk. Nulls stay null. Not thread-safe.
 */
final class TextRewriter {

    private final Table table;
    private final ChunkSink sink;
    private final SizeLimit limit;

    TextRewriter(Table table, ChunkSink sink) {
        this.table = table;
        this.sink = sink;
        this.limit = SizeLimit.of(table);
    }

    /**
     * @throws TableTooLargeException when the column alone is larger than a table may be
     */
    Rewriter.Rewritten rewrite(Column column, UnaryOperator<String> mapping) {
        List<ChunkRef> old = table.manifest().chunksOf(column);
        List<ChunkRef> chunks = new ArrayList<>();
        long changed = 0;
        long bytes = 0;
        for (int slice = 0; slice < old.size(); slice++) {
            ChunkRef chunk = old.get(slice);
            if (chunk.nulls() < table.manifest().slices().get(slice).rows()) {
                try (VectorSchemaRoot root = table.slice(slice, List.of(column));
                        VarCharVector to =
                                new VarCharVector(column.name(), table.engine().allocator())) {
                    int changedHere =
                            map((VarCharVector) root.getVector(0), to, mapping, limit.minus(bytes));
                    changed += changedHere;
                    chunk = changedHere == 0 ? chunk : table.engine().write(to, sink);
                }
            }
            bytes += chunk.rawBytes();
            chunks.add(chunk);
        }
        return new Rewriter.Rewritten(column, chunks, changed, 0, -1);
    }

    private static int map(
            VarCharVector from, VarCharVector to, UnaryOperator<String> mapping, SizeLimit left) {
        int rows = from.getValueCount();
        to.setInitialCapacity(
                rows, (double) Math.max(1, from.getDataBuffer().writerIndex()) / rows);
        to.allocateNew();
        int changed = 0;
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            if (!from.isNull(row)) {
                byte[] value = from.get(row);
                String text = new String(value, UTF_8);
                String mapped = mapping.apply(text);
                if (!mapped.equals(text)) {
                    changed++;
                    value = mapped.getBytes(UTF_8);
                }
                bytes += value.length;
                left.check(bytes);
                to.setSafe(row, value);
            }
        }
        to.setValueCount(rows);
        return changed;
    }
}
