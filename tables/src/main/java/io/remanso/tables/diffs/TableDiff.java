package io.remanso.tables.diffs;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between two versions of a table. Rows are the same by row id, wherever they moved;
 * columns by column id, whatever their names. Immutable.
 *
 * <p>A cell of a row and a column that both versions have counts as changed when its value is
 * another: a null that became a value does, a null that stayed does not, nor does NaN that stayed
 * NaN or 0.0 that became -0.0. Where the type of a column changed, a cell is unchanged when someone
 * who reads it sees the same value: the number 5 and 5.0 and the text {@code 5}, but not the text
 * {@code 05}.
 *
 * @param rowsAdded rows that only the later version has
 * @param rowsRemoved rows that only the earlier version has
 * @param cellsChanged changed cells in all
 * @param columnsAdded names of the columns that only the later version has
 * @param columnsRemoved names of the columns that only the earlier version has
 * @param columnsRenamed columns whose names differ
 * @param changes the first changed cells in the order of the rows, then the columns, of the later
 *     version
 */
public record TableDiff(
        long rowsAdded,
        long rowsRemoved,
        long cellsChanged,
        List<String> columnsAdded,
        List<String> columnsRemoved,
        List<RenamedColumn> columnsRenamed,
        List<CellChange> changes) {

    /** The most changes that a diff lists. */
    public static final int MAX_CHANGES = 10_000;

    public TableDiff {
        columnsAdded = List.copyOf(columnsAdded);
        columnsRemoved = List.copyOf(columnsRemoved);
        columnsRenamed = List.copyOf(columnsRenamed);
        changes = List.copyOf(changes);
    }

    /**
     * Compares two versions, which have the same engine and may have different sources.
     *
     * @param limit how many changes to list, 0 to {@link #MAX_CHANGES}; all are counted
     * @throws InvalidParameterException when the limit is out of its range
     * @throws io.remanso.tables.DamagedChunkException when a chunk is missing or not whole
     */
    public static TableDiff between(Table before, Table after, int limit) {
        if (limit < 0 || limit > MAX_CHANGES) {
            throw new InvalidParameterException(
                    "A limit is 0 to %d, got %d".formatted(MAX_CHANGES, limit));
        }
        List<ColumnPair> pairs = ColumnPair.of(before.schema(), after.schema());
        SliceMatch match = SliceMatch.of(before.manifest(), after.manifest());
        Changes changes = new Changes(limit);
        new SliceDiff(before, after, pairs, changes).compare(match);
        long moved = new MovedRowsDiff(before, after, pairs, changes).compare(match);
        long same = match.rows() + moved;
        return new TableDiff(
                after.rows() - same,
                before.rows() - same,
                changes.count(),
                only(after.schema(), before.schema()),
                only(before.schema(), after.schema()),
                pairs.stream()
                        .filter(ColumnPair::renamed)
                        .map(pair -> new RenamedColumn(pair.before().name(), pair.after().name()))
                        .toList(),
                changes.first());
    }

    private static List<String> only(Schema here, Schema there) {
        Set<String> ids = there.columns().stream().map(Column::id).collect(Collectors.toSet());
        return here.columns().stream()
                .filter(column -> !ids.contains(column.id()))
                .map(Column::name)
                .toList();
    }
}
