package io.remanso.tables.operations;

import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** What tests of operations do with tables: mark cells, apply steps, read everything back. */
final class Bench {

    private final Tables tables;

    Bench(Tables tables) {
        this.tables = tables;
    }

    /**
     * A table after a step.
     *
     * @param table the table
     * @param change what the step says of itself
     * @param staged the chunks that the step wrote
     */
    record Applied(Table table, Change change, Set<ChunkName> staged) {}

    Applied apply(Table table, Operation operation) {
        tables.chunks().forget();
        Change change = operation.apply(table, tables.chunks());
        return new Applied(
                tables.table(change.manifest()), change, new HashSet<>(tables.chunks().staged()));
    }

    /** The same table with the cells of these rows of a column missing on purpose. */
    Table mark(Table table, String column, long... rowIds) {
        Arrays.sort(rowIds);
        Map<String, ChunkRef> marks = new LinkedHashMap<>(table.manifest().marks());
        try (BigIntVector ids = new BigIntVector("row_id", tables.engine().allocator())) {
            ids.allocateNew(rowIds.length);
            for (int i = 0; i < rowIds.length; i++) {
                ids.set(i, rowIds[i]);
            }
            ids.setValueCount(rowIds.length);
            marks.put(
                    table.schema().require(column).id(),
                    tables.engine().write(ids, tables.chunks()));
        }
        return tables.table(table.manifest().withMarks(marks));
    }

    /** The values of a column in row order, as the JDK's types. */
    static List<@Nullable Object> column(Table table, String name) {
        Column column = table.schema().require(name);
        List<@Nullable Object> values = new ArrayList<>();
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            try (VectorSchemaRoot root = table.slice(slice, List.of(column))) {
                FieldVector vector = root.getVector(0);
                for (int row = 0; row < vector.getValueCount(); row++) {
                    Object value = vector.getObject(row);
                    values.add(value instanceof Text text ? text.toString() : value);
                }
            }
        }
        return values;
    }

    /** The rows of a table, each a list of values in the order of the columns. */
    static List<List<@Nullable Object>> rows(Table table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            rows.add(new ArrayList<>());
        }
        for (Column column : table.schema().columns()) {
            List<@Nullable Object> values = column(table, column.name());
            for (int i = 0; i < values.size(); i++) {
                rows.get(i).add(values.get(i));
            }
        }
        return rows;
    }

    static List<Long> rowIds(Table table) {
        List<Long> ids = new ArrayList<>();
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            try (BigIntVector vector = table.rowIds(slice)) {
                for (int row = 0; row < vector.getValueCount(); row++) {
                    ids.add(vector.get(row));
                }
            }
        }
        return ids;
    }

    /** The row ids that are marked in a column. */
    static List<Long> marks(Table table, String column) {
        try (BigIntVector vector = table.marks(table.schema().require(column))) {
            List<Long> ids = new ArrayList<>();
            for (int row = 0; row < vector.getValueCount(); row++) {
                ids.add(vector.get(row));
            }
            return ids;
        }
    }

    static List<ChunkRef> chunks(Manifest manifest, String column) {
        return Objects.requireNonNull(
                manifest.chunks().get(manifest.schema().require(column).id()));
    }
}
