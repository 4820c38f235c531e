package io.remanso.tables.internal;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Table;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** The marks of a column as a stream of one batch: {@code row_id}, in rising order. */
final class MarksReader extends ArrowReader {

    private final Table table;
    private final Column column;
    private final Consumer<RuntimeException> onFailure;
    private boolean done;

    MarksReader(Table table, Column column, Consumer<RuntimeException> onFailure) {
        super(table.engine().allocator());
        this.table = table;
        this.column = column;
        this.onFailure = onFailure;
    }

    @Override
    protected Schema readSchema() {
        return new Schema(
                List.of(ArrowTypes.field(TableScan.Extra.ROW_ID.columnName(), DType.INT64)));
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (done) {
            return false;
        }
        try (BigIntVector marks = table.marks(column)) {
            int rows = marks.getValueCount();
            marks.makeTransferPair(getVectorSchemaRoot().getVector(0)).transfer();
            getVectorSchemaRoot().setRowCount(rows);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            throw new IOException("The marks of a column cannot be read", e);
        }
        done = true;
        return getVectorSchemaRoot().getRowCount() > 0;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}
}
