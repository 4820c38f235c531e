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
 * there. Nothing is computed again.
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
        if (!touched.stream().allMatch(id -> same(base, theirs, id))) {
            return Optional.empty();
        }
        return withColumns(theirs, mine, footprint.writes());
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

    private static Optional<Manifest> withColumns(
            Manifest theirs, Manifest mine, Set<String> written) {
        List<Column> columns = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        Map<String, ChunkRef> marks = new LinkedHashMap<>();
        for (Column column : theirs.schema().columns()) {
            Manifest source = written.contains(column.id()) ? mine : theirs;
            columns.add(column(source, column.id()).orElse(column));
            chunks.put(column.id(), source.chunksOf(column));
            ChunkRef mark = source.marks().get(column.id());
            if (mark != null) {
                marks.put(column.id(), mark);
            }
        }
        try {
            return Optional.of(
                    new Manifest(
                            new Schema(columns),
                            theirs.slices(),
                            chunks,
                            marks,
                            Math.max(theirs.nextRowId(), mine.nextRowId()),
                            Math.max(theirs.nextColumnId(), mine.nextColumnId())));
        } catch (InvalidParameterException e) {
            // Both renamed a column to the same name.
            return Optional.empty();
        }
    }
}
