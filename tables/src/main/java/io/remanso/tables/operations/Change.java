package io.remanso.tables.operations;

import io.remanso.tables.Manifest;
import java.util.List;

/**
 * What a step would make of a table, before anyone commits it.
 *
 * @param manifest the table after the step
 * @param cellsChanged cells of rows that stayed whose value is another (a null that became a value
 *     counts, a null that stayed does not)
 * @param columnsChanged names, after the step, of the columns with changed cells, types or names,
 *     and of new ones
 * @param footprint what the step depended on and what it wrote
 */
public record Change(
        Manifest manifest, long cellsChanged, List<String> columnsChanged, Footprint footprint) {

    public Change {
        columnsChanged = List.copyOf(columnsChanged);
    }
}
