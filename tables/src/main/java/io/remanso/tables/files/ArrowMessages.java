package io.remanso.tables.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow IPC stream, which is also what stands in an IPC file behind its first
 * bytes. Nothing is allocated that is larger than what is left of the file, and nothing is kept
 * when a message is damaged.
 */
final class ArrowMessages extends ArrowReader {

    private static final byte[] FILE = "ARROW1\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int PREFIX = 8;

    private final FileChannel channel;

    ArrowMessages(Path file, BufferAllocator allocator, CompressionCodec.Factory codecs)
            throws IOException {
        super(allocator, codecs);
        this.channel = FileChannel.open(file);
    }

    /** A message and what follows it. */
    private record Read(Message message, ArrowBuf body) {}

    private interface Work<T> {
        T run() throws IOException;
    }

    @Override
    protected Schema readSchema() throws IOException {
        ByteBuffer start = bytes(FILE.length);
        if (!start.equals(ByteBuffer.wrap(FILE))) {
            channel.position(0);
        }
        Message message = message();
        if (message == null || message.headerType() != MessageHeader.Schema) {
            throw new IOException("An Arrow stream begins with its schema");
        }
        return MessageSerializer.deserializeSchema(message);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        for (Message message = message(); message != null; message = message()) {
            // All that a damaged message can refuse to tell is asked before memory is taken.
            byte type = message.headerType();
            Read read = new Read(message, body(message.bodyLength()));
            switch (type) {
                case MessageHeader.RecordBatch -> {
                    try (ArrowRecordBatch batch =
                            whole(
                                    read,
                                    () ->
                                            MessageSerializer.deserializeRecordBatch(
                                                    read.message(), read.body()))) {
                        loadRecordBatch(batch);
                        return true;
                    }
                }
                case MessageHeader.DictionaryBatch -> {
                    try (ArrowDictionaryBatch batch =
                            whole(
                                    read,
                                    () ->
                                            MessageSerializer.deserializeDictionaryBatch(
                                                    read.message(), read.body()))) {
                        loadDictionary(batch);
                    }
                }
                default -> {
                    free(read.body());
                    throw new IOException("An Arrow stream has batches behind its schema");
                }
            }
        }
        return false;
    }

    private static <T> T whole(Read read, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException | RuntimeException e) {
            free(read.body());
            throw e;
        }
    }

    private static void free(ArrowBuf body) {
        int count = body.refCnt();
        if (count > 0) {
            body.getReferenceManager().release(count);
        }
    }

    /** The next message; null at the end. */
    private @Nullable Message message() throws IOException {
        if (channel.size() - channel.position() < PREFIX) {
            return null;
        }
        ByteBuffer prefix = bytes(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        int mark = prefix.getInt();
        int length = prefix.getInt();
        if (mark != CONTINUATION || length < 0) {
            throw new IOException("An Arrow message begins with its length");
        }
        return length == 0 ? null : Message.getRootAsMessage(bytes(length));
    }

    private ArrowBuf body(long length) throws IOException {
        require(length);
        ArrowBuf body = allocator.buffer(length);
        try {
            for (long at = 0; at < length; ) {
                int some = (int) Math.min(1 << 30, length - at);
                ByteBuffer part = body.nioBuffer(at, some);
                fill(part);
                at += some;
            }
            body.writerIndex(length);
            return body;
        } catch (IOException | RuntimeException e) {
            free(body);
            throw e;
        }
    }

    private ByteBuffer bytes(int length) throws IOException {
        require(length);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        fill(bytes);
        return bytes.flip();
    }

    private void require(long length) throws IOException {
        if (length < 0 || length > channel.size() - channel.position()) {
            throw new EOFException("An Arrow message ends within its file");
        }
    }

    private void fill(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("An Arrow message ends within its file");
            }
        }
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() throws IOException {
        channel.close();
    }
}
