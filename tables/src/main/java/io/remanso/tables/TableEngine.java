package io.remanso.tables;

import io.remanso.tables.internal.ChunkCache;
import io.remanso.tables.internal.ChunkCodec;
import io.remanso.tables.internal.QueryEngine;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.duckdb.DuckDBConnection;

/**
 * The context that tables are read and written in: off-heap memory, the codec of new chunks and one
 * query engine. One per process is enough; thread-safe. Close it last: everything that it handed
 * out must be closed before.
 */
public final class TableEngine implements AutoCloseable {

    private final TableSettings settings;
    private final BufferAllocator allocator;
    private final ChunkCodec codec;
    private final ChunkCache cache;
    private final QueryEngine queries;

    private TableEngine(TableSettings settings) {
        this.settings = settings;
        this.allocator = new RootAllocator();
        this.codec = new ChunkCodec(allocator, settings.format(), settings.codec());
        this.cache = new ChunkCache(allocator, settings.cacheBytes());
        this.queries = new QueryEngine(settings);
    }

    public static TableEngine open(TableSettings settings) {
        return new TableEngine(settings);
    }

    public TableSettings settings() {
        return settings;
    }

    /** The layout of new chunks: that of the settings, unless a native library does not load. */
    public ChunkFormat format() {
        return codec.format();
    }

    /** The compression of new chunks: that of the settings, unless it does not load. */
    public Codec codec() {
        return codec.codec();
    }

    public BufferAllocator allocator() {
        return allocator;
    }

    /** Encodes the values of a vector, which stays the caller's, and stages them. */
    public ChunkRef write(FieldVector vector, ChunkSink sink) {
        ChunkCodec.Encoded encoded = codec.encode(vector);
        sink.stage(encoded.ref().name(), encoded.frame());
        return encoded.ref();
    }

    /**
     * The values of a chunk; the caller closes the vector.
     *
     * @throws DamagedChunkException when the frame is not whole
     * @throws CodecUnavailableException when its codec does not load in this process
     */
    public FieldVector decode(byte[] frame) {
        return codec.decode(frame);
    }

    /**
     * The values of a chunk; the caller closes the vector.
     *
     * @throws DamagedChunkException when the frame is not whole or another than the name says
     * @throws CodecUnavailableException when its codec does not load in this process
     */
    public FieldVector decode(ChunkName name, byte[] frame) {
        if (!ChunkName.of(frame).equals(name)) {
            throw new DamagedChunkException(
                    "A chunk is named by the digest of its bytes, those under %s have another"
                            .formatted(name));
        }
        return decode(frame);
    }

    ChunkCache cache() {
        return cache;
    }

    /**
     * A connection of its own to the query engine, with nothing in it; the caller closes it. An
     * answer is computed while it is read, so the next statement on the same connection ends the
     * answer of the one before.
     */
    public DuckDBConnection connect() {
        return queries.connect();
    }

    /**
     * @throws IllegalStateException when memory that was handed out is still open
     */
    @Override
    public void close() {
        try {
            queries.close();
        } finally {
            try {
                cache.close();
            } finally {
                allocator.close();
            }
        }
    }
}
