package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operations on lists of columns share. */
final class Columns {

    private Columns() {}

    /**
     * A copy of a list of names.
     *
     * @throws InvalidParameterException when it is empty or names a column twice
     */
    static List<String> checked(String operation, List<String> names) {
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new InvalidParameterException(
                    "%s needs one or more columns, each once; got %s"
                            .formatted(operation, names.isEmpty() ? "none" : Shown.columns(names)));
        }
        return List.copyOf(names);
    }

    static void write(ObjectNode json, List<String> names) {
        ArrayNode array = json.putArray("columns");
        names.forEach(array::add);
    }

    static Set<String> ids(List<Column> columns) {
        return columns.stream().map(Column::id).collect(Collectors.toSet());
    }

    /** The table with just these of its columns, in this order. */
    static Change arrange(Table table, List<Column> columns) {
        boolean same = columns.equals(table.schema().columns());
        return new Change(
                table.manifest().withSchema(new Schema(columns)),
                0,
                List.of(),
                same ? Footprint.NONE : Footprint.WHOLE_TABLE);
    }
}
