package io.remanso.tables.internal;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The slices of some columns as a stream of batches, one a slice: c0, c1, … in the order of the
 * columns, then what {@link TableScan.Extra} asks for. Holds one decoded slice at a time.
 */
final class ScanReader extends ArrowReader {

    private final Table table;
    private final List<Column> columns;
    private final SliceReader slices;
    private final Set<TableScan.Extra> extras;
    private final Consumer<RuntimeException> onFailure;
    private int next;
    private long position;

    ScanReader(
            Table table,
            List<Column> columns,
            Set<TableScan.Extra> extras,
            Consumer<RuntimeException> onFailure) {
        super(table.engine().allocator());
        this.table = table;
        this.columns = columns;
        this.slices = table.read(columns);
        this.extras = extras;
        this.onFailure = onFailure;
    }

    @Override
    protected Schema readSchema() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(ArrowTypes.field("c" + i, columns.get(i).dtype()));
        }
        extras.forEach(extra -> fields.add(ArrowTypes.field(extra.columnName(), DType.INT64)));
        return new Schema(fields);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (next == table.manifest().slices().size()) {
            return false;
        }
        try {
            load(getVectorSchemaRoot());
        } catch (RuntimeException e) {
            onFailure.accept(e);
            throw new IOException("A slice of the table cannot be read", e);
        }
        return true;
    }

    private void load(VectorSchemaRoot target) {
        int rows = table.manifest().slices().get(next).rows();
        try (VectorSchemaRoot slice = slices.next()) {
            for (int i = 0; i < columns.size(); i++) {
                move(slice.getVector(i), target.getVector(i));
            }
        }
        int at = columns.size();
        for (TableScan.Extra extra : extras) {
            try (BigIntVector values =
                    switch (extra) {
                        case POSITION -> Sequence.of("pos", position, rows, allocator);
                        case ROW_ID -> table.rowIds(next);
                    }) {
                move(values, target.getVector(at++));
            }
        }
        target.setRowCount(rows);
        position += rows;
        next++;
    }

    private static void move(ValueVector from, FieldVector to) {
        from.makeTransferPair(to).transfer();
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}
}
