package io.remanso.tables.files;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.Column;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes a table as an Arrow IPC file: one record batch per slice. */
final class ArrowWriter {

    private final OutputStream out;

    ArrowWriter(OutputStream out) {
        this.out = out;
    }

    void write(Table table) throws IOException {
        List<Column> columns = table.schema().columns();
        Schema schema =
                new Schema(
                        columns.stream()
                                .map(column -> ArrowTypes.field(column.name(), column.dtype()))
                                .toList());
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, table.engine().allocator());
                ArrowFileWriter writer =
                        new ArrowFileWriter(batch, null, Channels.newChannel(new Kept(out)))) {
            VectorLoader loader = new VectorLoader(batch);
            writer.start();
            SliceReader slices = table.read(columns);
            while (slices.hasNext()) {
                try (VectorSchemaRoot root = slices.next();
                        ArrowRecordBatch message = new VectorUnloader(root).getRecordBatch()) {
                    loader.load(message);
                    writer.writeBatch();
                    batch.clear();
                }
            }
            writer.end();
        }
    }

    /** A stream that stays open when its writer is closed. */
    private static final class Kept extends OutputStream {

        private final OutputStream out;

        private Kept(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
