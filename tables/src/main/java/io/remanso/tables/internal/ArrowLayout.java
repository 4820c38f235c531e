package io.remanso.tables.internal;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.DType;
import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A column as an Arrow IPC stream: a schema of one field {@code v}, one record batch without body
 * compression, the end of the stream. Thread-safe.
 */
final class ArrowLayout {

    /** Every chunk's field has this name, so that equal values make equal bytes in any column. */
    private static final String FIELD = "v";

    /** The bytes before the metadata of a message: a mark and the length. */
    private static final int PREFIX = 8;

    /** About the bytes of all messages beside the values. */
    private static final int MESSAGES = 1024;

    private ArrowLayout() {}

    static Bytes write(FieldVector vector, BufferAllocator allocator) {
        Field field = ArrowTypes.field(FIELD, ArrowTypes.dtype(vector.getField().getType()));
        Bytes bytes = new Bytes(vector.getBufferSize() + MESSAGES);
        try (ColumnBuffers column = ColumnBuffers.of(vector, allocator);
                ArrowRecordBatch batch =
                        new ArrowRecordBatch(
                                column.rows(),
                                List.of(new ArrowFieldNode(column.rows(), column.nulls())),
                                column.buffers());
                WriteChannel out = new WriteChannel(bytes)) {
            MessageSerializer.serialize(out, new Schema(List.of(field)));
            MessageSerializer.serialize(out, batch);
            ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
        } catch (IOException e) {
            throw new IllegalStateException("A vector in memory can always be encoded", e);
        }
        return bytes;
    }

    /**
     * @throws DamagedChunkException when the payload is no such stream
     */
    static FieldVector read(byte[] payload, BufferAllocator allocator) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        try {
            DType dtype = dtype(message(in));
            Message message = message(in);
            if (message == null
                    || !(message.header(new RecordBatch()) instanceof RecordBatch batch)
                    || message.headerType() != MessageHeader.RecordBatch) {
                throw damaged("hold one record batch");
            }
            long length = message.bodyLength();
            if (length < 0 || length > in.remaining()) {
                throw damaged("hold a whole body");
            }
            try (ArrowBuf body = allocator.buffer(length)) {
                body.setBytes(0, in.slice(in.position(), (int) length));
                in.position(in.position() + (int) length);
                if (message(in) != null || in.hasRemaining()) {
                    throw damaged("end after its record batch");
                }
                return vector(dtype, batch, body, allocator);
            }
        } catch (DamagedChunkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DamagedChunkException("A chunk does not hold an Arrow stream", e);
        }
    }

    /** The metadata of the next message, null at the end of the stream. */
    private static @Nullable Message message(ByteBuffer in) {
        if (in.remaining() < PREFIX || in.getInt() != MessageSerializer.IPC_CONTINUATION_TOKEN) {
            throw damaged("go on with a message");
        }
        int length = in.getInt();
        if (length == 0) {
            return null;
        }
        if (length < 0 || length > in.remaining()) {
            throw damaged("hold whole messages");
        }
        ByteBuffer metadata = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return Message.getRootAsMessage(metadata);
    }

    private static DType dtype(@Nullable Message message) {
        if (message == null || message.headerType() != MessageHeader.Schema) {
            throw damaged("begin with a schema");
        }
        List<Field> fields = MessageSerializer.deserializeSchema(message).getFields();
        if (fields.size() != 1 || fields.getFirst().getDictionary() != null) {
            throw damaged("hold one plain column");
        }
        return ArrowTypes.dtype(fields.getFirst().getType());
    }

    private static FieldVector vector(
            DType dtype, RecordBatch batch, ArrowBuf body, BufferAllocator allocator) {
        if (batch.nodesLength() != 1 || batch.compression() != null) {
            throw damaged("hold one column that is not compressed by itself");
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        for (int i = 0; i < batch.buffersLength(); i++) {
            Buffer buffer = batch.buffers(i);
            long offset = buffer.offset();
            long length = buffer.length();
            if (offset < 0 || length < 0 || offset > body.capacity() - length) {
                throw damaged("hold its buffers whole");
            }
            buffers.add(body.slice(offset, length));
        }
        return ColumnLoader.load(
                dtype,
                Math.toIntExact(batch.nodes(0).length()),
                Math.toIntExact(batch.nodes(0).nullCount()),
                buffers,
                allocator);
    }

    private static DamagedChunkException damaged(String rule) {
        return new DamagedChunkException("A chunk's Arrow stream must %s".formatted(rule));
    }
}
