package io.remanso.sessions.testing;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The cells of tables as Java values. */
public final class Values {

    private Values() {}

    /** All cells of a column, in the order of the rows. */
    public static List<@Nullable Object> of(Table table, String name) {
        Column column = table.schema().require(name);
        List<@Nullable Object> values = new ArrayList<>();
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            try (VectorSchemaRoot root = table.slice(slice, List.of(column))) {
                Cells cells = Cells.of(root.getVector(0), column.dtype());
                for (int row = 0; row < root.getRowCount(); row++) {
                    values.add(cells.get(row));
                }
            }
        }
        return values;
    }
}
