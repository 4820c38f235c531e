package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;

/** New values of single cells of one column. */
final class CellEdits {

    private final Table table;
    private final Column column;
    private final List<SetCells.Cell> cells;
    private final List<String> rows;
    private final BitSet slices = new BitSet();

    private CellEdits(Table table, Column column, List<SetCells.Cell> cells, List<String> rows) {
        this.table = table;
        this.column = column;
        this.cells = cells;
        this.rows = rows;
        Positions positions = new Positions(table.manifest().slices());
        cells.forEach(cell -> slices.set(positions.slice(cell.row())));
    }

    /**
     * @throws io.remanso.tables.InvalidParameterException when a value is not of the column's type
     */
    static CellEdits of(Table table, Column column, List<SetCells.Cell> cells) {
        List<String> rows = new ArrayList<>();
        for (SetCells.Cell cell : cells) {
            rows.add("(%d, %s)".formatted(cell.row(), Literals.lenient(cell.value(), column)));
        }
        return new CellEdits(table, column, cells, rows);
    }

    /** The rewrite of the column; it needs the table {@code edits}, which is made here. */
    Rewrite prepare(TableScan scan) {
        Statements.fill(scan, "edits", "pos BIGINT, v " + Sql.type(column.dtype()), rows);
        return Rewrite.each(column, "CASE WHEN edits.pos IS NULL THEN s.c0 ELSE edits.v END")
                .from("s LEFT JOIN edits ON s.pos + :first = edits.pos", List.of())
                .only(slices::get);
    }

    /** Takes the marks off the cells that got a value. */
    void clearMarks(Draft draft, ChunkSink sink) {
        if (!table.manifest().marks().containsKey(column.id())) {
            return;
        }
        Positions positions = new Positions(table.manifest().slices());
        Set<Long> gone = new HashSet<>();
        for (int slice = slices.nextSetBit(0); slice >= 0; slice = slices.nextSetBit(slice + 1)) {
            try (BigIntVector ids = table.rowIds(slice)) {
                for (SetCells.Cell cell : cells) {
                    if (!(cell.value() instanceof CellValue.Null)
                            && positions.slice(cell.row()) == slice) {
                        gone.add(ids.get((int) (cell.row() - positions.first(slice))));
                    }
                }
            }
        }
        Marks.without(table, column, gone::contains).put(draft, sink);
    }
}
