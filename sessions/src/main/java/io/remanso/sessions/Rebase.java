package io.remanso.sessions;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.operations.Footprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Carries a change over to a table that others changed meanwhile, by columns: where the rows and
 * the columns that the change read or wrote are as they were, it would have had the same outcome
 * there. Columns that it added come last. Nothing is computed again.
 */
final class Rebase {

    private Rebase() {}

    /**
     * The change on top of what the others made.
     *
     * @param base the table that the change was computed from
     * @param mine the table after the change
     * @param theirs the table that is current now
     * @param footprint what the change read and wrote
     * @return empty when the two meet
     */
    static Optional<Manifest> merge(
            Manifest base, Manifest mine, Manifest theirs, Footprint footprint) {
        if (base.equals(theirs)) {
            return Optional.of(mine);
        }
        if (footprint.wholeTable() || !base.slices().equals(theirs.slices())) {
            return Optional.empty();
        }
        Set<String> touched = new HashSet<>(footprint.reads());
        touched.addAll(footprint.writes());
        touched.retainAll(base.chunks().keySet());
        if (!touched.stream().allMatch(id -> same(base, theirs, id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(withColumns(base, mine, theirs, footprint.writes()));
        } catch (InvalidParameterException e) {
            // Both gave a column the same name.
            return Optional.empty();
        }
    }

    private static boolean same(Manifest base, Manifest theirs, String columnId) {
        return Objects.equals(column(base, columnId), column(theirs, columnId))
                && Objects.equals(base.chunks().get(columnId), theirs.chunks().get(columnId))
                && Objects.equals(base.marks().get(columnId), theirs.marks().get(columnId));
    }

    private static Optional<Column> column(Manifest manifest, String id) {
        return manifest.schema().columns().stream()
                .filter(column -> column.id().equals(id))
                .findFirst();
    }

    /**
     * Their columns, those that were written or dropped here as they are here, and behind them the
     * columns that were added here, under the next ids.
     */
    private static Manifest withColumns(
            Manifest base, Manifest mine, Manifest theirs, Set<String> written) {
        Merged merged = new Merged();
        for (Column column : theirs.schema().columns()) {
            boolean here = written.contains(column.id()) && base.chunks().containsKey(column.id());
            Manifest source = here ? mine : theirs;
            column(source, column.id()).ifPresent(one -> merged.add(one, source, one.id()));
        }
        int next = theirs.nextColumnId();
        for (Column column : mine.schema().columns()) {
            if (!base.chunks().containsKey(column.id())) {
                merged.add(column, mine, "c" + next++);
            }
        }
        return new Manifest(
                new Schema(merged.columns),
                theirs.slices(),
                merged.chunks,
                merged.marks,
                Math.max(theirs.nextRowId(), mine.nextRowId()),
                Math.max(next, mine.nextColumnId()));
    }

    /** The columns of a table in the making. */
    private static final class Merged {
        final List<Column> columns = new ArrayList<>();
        final Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        final Map<String, ChunkRef> marks = new LinkedHashMap<>();

        /** A column of another table, under this id. */
        void add(Column column, Manifest source, String id) {
            columns.add(new Column(id, column.name(), column.dtype()));
            chunks.put(id, source.chunksOf(column));
            ChunkRef mark = source.marks().get(column.id());
            if (mark != null) {
                marks.put(id, mark);
            }
        }
    }
}
