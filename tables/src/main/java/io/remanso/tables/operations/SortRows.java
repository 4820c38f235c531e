package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders the rows by columns, the first of them first. Rows that are equal in all of them keep
 * their order. Nulls come last, whether rising or falling; NaN is above all other numbers, texts
 * are ordered by their code points, and false comes before true. Marks stay with their rows.
 *
 * @param by the columns, each once
 */
public record SortRows(List<Key> by) implements Operation {

    static final String NAME = "sort_rows";

    private static final String ALLOWED =
            "a list of {\"column\": name, \"descending\": true or false}";
    private static final Set<String> MEMBERS = Set.of("column", "descending");

    /** A column to order by. */
    public record Key(String column, boolean descending) {}

    public SortRows {
        by = List.copyOf(by);
        Set<String> names =
                by.stream().map(Key::column).collect(Collectors.toCollection(HashSet::new));
        if (by.isEmpty() || names.size() != by.size()) {
            throw new InvalidParameterException(
                    "sort_rows needs one or more columns, each once; got %s"
                            .formatted(
                                    by.isEmpty()
                                            ? "none"
                                            : Shown.columns(
                                                    by.stream().map(Key::column).toList())));
        }
    }

    static SortRows read(Parameters parameters) {
        List<Key> keys = new ArrayList<>();
        for (JsonNode node : parameters.list("by", ALLOWED)) {
            JsonNode column = node.get("column");
            JsonNode descending = node.get("descending");
            if (column == null
                    || !column.isString()
                    || (descending != null && !descending.isBoolean())
                    || !MEMBERS.containsAll(node.propertyNames())) {
                throw parameters.wrong("by", ALLOWED, node);
            }
            keys.add(
                    new Key(column.stringValue(), descending != null && descending.booleanValue()));
        }
        return new SortRows(keys);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        ArrayNode array = json.putArray("by");
        for (Key key : by) {
            array.addObject().put("column", key.column()).put("descending", key.descending());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Sort by "
                + by.stream()
                        .limit(Shown.MAX_COLUMNS)
                        .map(key ->
                                Shown.text(key.column()) + (key.descending() ? " descending" : ""))
                        .collect(Collectors.joining(", "))
                + Shown.more(by.size());
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> keys = table.schema().require(by.stream().map(Key::column).toList());
        RowOrder order;
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", keys, Extra.POSITION);
            order = RowOrder.of(table, scan, "SELECT pos FROM t ORDER BY " + order());
        }
        if (order.isNone()) {
            Set<String> read = keys.stream().map(Column::id).collect(Collectors.toSet());
            return new Change(table.manifest(), 0, List.of(), Footprint.of(read, Set.of()));
        }
        return new Change(
                new Reordering(table, order, sink).manifest(), 0, List.of(), Footprint.WHOLE_TABLE);
    }

    /** What SQL orders by: the keys c0, c1, … and then the position. */
    private String order() {
        return IntStream.range(0, by.size())
                .mapToObj(i ->
                        "c%d %s NULLS LAST, ".formatted(i, by.get(i).descending() ? "DESC" : "ASC"))
                .collect(Collectors.joining("", "", "pos"));
    }
}
