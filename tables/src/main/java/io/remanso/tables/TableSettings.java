package io.remanso.tables;

import java.nio.file.Path;

/**
 * What a {@link TableEngine} is opened with. Immutable.
 *
 * @param format the layout of new chunks; every layout can be read
 * @param codec the compression of new chunks; every compression can be read
 * @param maxTableBytes the most uncompressed columnar bytes a table may have
 * @param cacheBytes off-heap bytes for decoded chunks that are kept for the next reader; 0 keeps
 *     none
 * @param engineBytes bytes that the query engine may hold before it spills to {@code scratch}
 * @param threads threads of the query engine
 * @param scratch a folder of this process alone for spilled and staged data: the only one that
 *     queries can reach
 */
public record TableSettings(
        ChunkFormat format,
        Codec codec,
        long maxTableBytes,
        long cacheBytes,
        long engineBytes,
        int threads,
        Path scratch) {

    private static final long MB = 1L << 20;

    /**
     * Arrow and zstd, 500 MB tables, 256 MB of decoded chunks, 1 GB for queries, as many threads as
     * processors.
     */
    public static TableSettings defaults(Path scratch) {
        return new TableSettings(
                ChunkFormat.ARROW,
                Codec.ZSTD,
                500 * MB,
                256 * MB,
                1024 * MB,
                Runtime.getRuntime().availableProcessors(),
                scratch);
    }

    public TableSettings withSerialization(ChunkFormat newFormat, Codec newCodec) {
        return new TableSettings(
                newFormat, newCodec, maxTableBytes, cacheBytes, engineBytes, threads, scratch);
    }

    public TableSettings withMaxTableBytes(long bytes) {
        return new TableSettings(format, codec, bytes, cacheBytes, engineBytes, threads, scratch);
    }

    public TableSettings withEngineBytes(long bytes) {
        return new TableSettings(format, codec, maxTableBytes, cacheBytes, bytes, threads, scratch);
    }

    public TableSettings withCacheBytes(long bytes) {
        return new TableSettings(
                format, codec, maxTableBytes, bytes, engineBytes, threads, scratch);
    }
}
