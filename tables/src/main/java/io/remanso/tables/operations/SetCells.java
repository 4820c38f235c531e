package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets single cells. A text is read as a cell of the column's type; a value that the type does not
 * have is refused. A cell that was missing on purpose is not any more once it has a value; setting
 * it to null leaves it as it is.
 *
 * @param cells the cells, each once
 */
public record SetCells(List<Cell> cells) implements Operation {

    static final String NAME = "set_cells";

    private static final String ALLOWED =
            "a list of {\"row\": number from 0, \"column\": name, \"value\": value or null}";
    private static final Set<String> MEMBERS = Set.of("row", "column", "value");

    /**
     * A cell and its new value.
     *
     * @param row the position of the row in the table, from 0
     */
    public record Cell(long row, String column, CellValue value) {}

    public SetCells {
        cells = List.copyOf(cells);
        Set<Map.Entry<Long, String>> seen = new HashSet<>();
        for (Cell cell : cells) {
            if (!seen.add(Map.entry(cell.row(), cell.column()))) {
                throw new InvalidParameterException(
                        "set_cells sets each cell once; got row %d of column '%s' twice"
                                .formatted(cell.row(), cell.column()));
            }
        }
        if (cells.isEmpty()) {
            throw new InvalidParameterException("set_cells needs at least one cell; got none");
        }
    }

    static SetCells read(Parameters parameters) {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode node : parameters.list("cells", ALLOWED)) {
            JsonNode row = node.get("row");
            JsonNode column = node.get("column");
            JsonNode value = node.get("value");
            if (row == null
                    || !row.isIntegralNumber()
                    || !row.canConvertToLong()
                    || column == null
                    || !column.isString()
                    || value == null
                    || !MEMBERS.containsAll(node.propertyNames())) {
                throw parameters.wrong("cells", ALLOWED, node);
            }
            cells.add(new Cell(row.longValue(), column.stringValue(), CellValue.of(value)));
        }
        return new SetCells(cells);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        ArrayNode array = json.putArray("cells");
        for (Cell cell : cells) {
            ObjectNode node = array.addObject();
            node.put("row", cell.row());
            node.put("column", cell.column());
            node.set("value", cell.value().toJson());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        Cell first = cells.getFirst();
        return cells.size() == 1
                ? "Set '%s' in row %d to %s"
                        .formatted(first.column(), first.row(), Shown.value(first.value()))
                : "Set %,d cells in %s"
                        .formatted(
                                cells.size(),
                                Shown.columns(
                                        cells.stream().map(Cell::column).distinct().toList()));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        Map<Column, List<Cell>> byColumn = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Column column = table.schema().require(cell.column());
            requireRow(cell, table.rows());
            byColumn.computeIfAbsent(column, key -> new ArrayList<>()).add(cell);
        }
        List<CellEdits> edits = new ArrayList<>();
        byColumn.forEach((column, its) -> edits.add(CellEdits.of(table, column, its)));
        Draft draft = new Draft(table);
        try (TableScan scan = TableScan.open(table)) {
            Rewriter rewriter = new Rewriter(table, sink, scan);
            for (CellEdits edit : edits) {
                draft.put(rewriter.rewrite(edit.prepare(scan)));
                edit.clearMarks(draft, sink);
            }
        }
        return draft.finish();
    }

    private static void requireRow(Cell cell, long rows) {
        if (cell.row() < 0 || cell.row() >= rows) {
            throw new InvalidParameterException(
                    "A row is a number from 0 to %d, the table has %d rows; got %d"
                            .formatted(rows - 1, rows, cell.row()));
        }
    }
}
