package io.remanso.benchmarks;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * The peer: sessions as people write them by hand. The whole table is one Parquet value under one
 * key, a version is a copy of it under another, a step reads the table, changes it and sets it
 * again under a lock by SET NX. Expiry is left out.
 */
final class SnapshotStore {

    private final TableEngine engine;
    private final RedisCommands<byte[], byte[]> redis;
    private final Path scratch;

    SnapshotStore(TableEngine engine, RedisCommands<byte[], byte[]> redis) {
        this.engine = engine;
        this.redis = redis;
        this.scratch = engine.settings().scratch().toAbsolutePath();
    }

    void create(String id, String query) {
        redis.set(current(id), parquet(query));
    }

    /** The rows of the table, with all its cells decoded. */
    long get(String id) {
        return decode(redis.get(current(id)));
    }

    void createVersion(String id, int version) {
        byte[] table = redis.get(current(id));
        redis.set(version(id, version), table);
    }

    /** Fills the nulls of a column with its mean. */
    void fill(String id, String column) {
        byte[] lock = bytes(id + ":lock");
        byte[] owner = bytes(UUID.randomUUID().toString());
        redis.set(lock, owner, SetArgs.Builder.nx().px(10_000));
        byte[] table = redis.get(current(id));
        Path file = file(table);
        try {
            redis.set(
                    current(id),
                    parquet(
                            "SELECT * REPLACE (coalesce(%1$s, avg(%1$s) OVER ()) AS %1$s) FROM read_parquet('%2$s')"
                                    .formatted(column, file)));
        } finally {
            delete(file);
            redis.del(new byte[][] {lock});
        }
    }

    void undo(String id, int version) {
        byte[] table = redis.get(version(id, version));
        redis.set(current(id), table);
    }

    private byte[] parquet(String query) {
        Path file = scratch.resolve("peer-" + UUID.randomUUID() + ".parquet");
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION snappy)"
                            .formatted(query, file));
            return Files.readAllBytes(file);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The peer cannot write its table", e);
        } finally {
            delete(file);
        }
    }

    private long decode(byte[] table) {
        Path file = file(table);
        long rows = 0;
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT * FROM read_parquet('%s')".formatted(file));
                ArrowReader batches =
                        (ArrowReader)
                                ((DuckDBResultSet) result)
                                        .arrowExportStream(engine.allocator(), Slice.MAX_ROWS)) {
            while (batches.loadNextBatch()) {
                rows += batches.getVectorSchemaRoot().getRowCount();
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The peer cannot read its table", e);
        } finally {
            delete(file);
        }
        return rows;
    }

    private Path file(byte[] table) {
        Path file = scratch.resolve("peer-" + UUID.randomUUID() + ".parquet");
        try {
            return Files.write(file, table);
        } catch (IOException e) {
            throw new IllegalStateException("The peer cannot write a file", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IllegalStateException("The peer cannot delete a file", e);
        }
    }

    private static byte[] current(String id) {
        return bytes(id + ":df");
    }

    private static byte[] version(String id, int version) {
        return bytes(id + ":df:v" + version);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
