package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.BigIntVector;

/** Which rows of a table stay: a bit a row. Not thread-safe. */
final class KeptRows {

    private final Table table;
    private final List<Slice> slices;
    private final Positions positions;
    private final BitSet[] kept;

    private KeptRows(Table table) {
        this.table = table;
        this.slices = table.manifest().slices();
        this.positions = new Positions(slices);
        this.kept = new BitSet[slices.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new BitSet(slices.get(i).rows());
        }
    }

    static KeptRows none(Table table) {
        return new KeptRows(table);
    }

    /** Keeps the row of this position in the table. */
    void keep(long position) {
        int slice = positions.slice(position);
        kept[slice].set((int) (position - positions.first(slice)));
    }

    /** Keeps the rows whose positions a query answers, in any order. */
    void keep(TableScan scan, String sql) {
        try (QueryBatches answer = scan.query(sql)) {
            while (answer.next()) {
                BigIntVector found = (BigIntVector) answer.batch().getVector(0);
                for (int i = 0; i < found.getValueCount(); i++) {
                    keep(found.get(i));
                }
            }
        }
    }

    /** The rows of a slice that stay, counted from its first. */
    BitSet of(int slice) {
        return kept[slice];
    }

    int count(int slice) {
        return kept[slice].cardinality();
    }

    boolean isWhole(int slice) {
        return count(slice) == slices.get(slice).rows();
    }

    /** The change that leaves these rows. */
    Change apply(ChunkSink sink, Collection<Column> read) {
        boolean all = true;
        for (int slice = 0; slice < kept.length; slice++) {
            all &= isWhole(slice);
        }
        if (all) {
            Set<String> ids = read.stream().map(Column::id).collect(Collectors.toSet());
            return new Change(table.manifest(), 0, List.of(), Footprint.of(ids, Set.of()));
        }
        return new Change(
                new RowRemoval(table, this, sink).manifest(), 0, List.of(), Footprint.WHOLE_TABLE);
    }
}
