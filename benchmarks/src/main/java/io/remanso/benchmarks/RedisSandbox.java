package io.remanso.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.redis.RedisBackend;
import io.remanso.sessions.redis.RedisBackendSettings;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on a Redis of their own, which keeps an append-only file that is synced every second.
 * The file is not rewritten meanwhile: what a rewrite holds up would be counted for whoever meets
 * it.
 */
final class RedisSandbox implements AutoCloseable {

    private static final long GB = 1L << 30;
    private static final Duration SLOW = Duration.ofMillis(200);

    final RedisServer server;
    final Redis redis;
    final RedisClient client;
    final StatefulRedisConnection<byte[], byte[]> plain;
    final TableEngine engine;
    final DatasetSessions sessions;
    private final TableEngine forgetful;
    private final Path scratch;

    RedisSandbox() throws IOException {
        server =
                RedisServer.start(
                        "appendonly yes", "appendfsync everysec", "auto-aof-rewrite-percentage 0");
        redis = Redis.connect(patient(server.url()));
        client = RedisClient.create(server.url());
        plain = client.connect(ByteArrayCodec.INSTANCE);
        scratch = Files.createTempDirectory("remanso-bench");
        TableSettings settings = TableSettings.defaults(scratch).withMaxTableBytes(4 * GB);
        engine = TableEngine.open(settings);
        forgetful = TableEngine.open(settings.withCacheBytes(0));
        sessions = over(redis, engine, RedisBackendSettings.DEFAULTS);
    }

    /** A busy machine is no reason to give up. */
    private static RedisSettings patient(String url) {
        return RedisSettings.of(url)
                .withConnectTimeout(Duration.ofMinutes(1))
                .withSocketTimeout(Duration.ofMinutes(1));
    }

    /** The sessions as a worker sees them that has just begun, and keeps nothing it reads. */
    DatasetSessions cold() {
        return over(redis, forgetful, RedisBackendSettings.DEFAULTS.withMemoryBytes(0));
    }

    private static DatasetSessions over(
            Redis redis, TableEngine engine, RedisBackendSettings settings) {
        return new DatasetSessions(
                RedisBackend.open(redis, settings),
                engine,
                SessionSettings.defaults().withMaxVersions(50),
                Clock.systemUTC());
    }

    /** Makes a session of a sample table and answers its id. */
    String create(long rows, int columns) {
        return sessions.create(
                        NewSession.of("bench.csv"),
                        sink -> SampleTables.write(engine, rows, columns, sink))
                .sessionId();
    }

    /** Decodes all cells of a table, and says how many rows it has. */
    static long readAll(Table table) {
        SliceReader slices = table.read(table.schema().columns());
        long rows = 0;
        while (slices.hasNext()) {
            try (VectorSchemaRoot root = slices.next()) {
                rows += root.getRowCount();
            }
        }
        return rows;
    }

    /** Something that is done with sessions. */
    interface Use {
        void of(DatasetSessions sessions);
    }

    /**
     * How often it waits for Redis, one answer after the other: the time it takes over a network
     * where each request is under way for 200 ms. It runs once before, so that scripts are known.
     */
    long roundTrips(Callable<?> before, Use use) throws Exception {
        try (FaultyProxy proxy = FaultyProxy.before(server);
                Redis far = Redis.connect(patient(proxy.url()))) {
            DatasetSessions distant = over(far, engine, RedisBackendSettings.DEFAULTS);
            use.of(distant);
            before.call();
            proxy.delayRequests(SLOW);
            long start = System.nanoTime();
            use.of(distant);
            return (System.nanoTime() - start) / SLOW.toNanos();
        }
    }

    /** Bytes that the server has received. */
    long received() {
        return Long.parseLong(server.info("total_net_input_bytes"));
    }

    /** Bytes of memory that all keys take. */
    long memory() {
        return server.callForList("KEYS", "*").stream()
                .mapToLong(
                        key -> number(server.call("MEMORY", "USAGE", (String) key, "SAMPLES", "0")))
                .sum();
    }

    /** Bytes of a session's current manifest as it lies in Redis. */
    long manifestBytes(String session) {
        return number(server.call("STRLEN", "biometric:{%s}:df:current".formatted(session)));
    }

    /** Bytes of all chunks of a session. */
    long chunkBytes(String session) {
        byte[] chunks = "biometric:{%s}:chunks".formatted(session).getBytes(StandardCharsets.UTF_8);
        return plain.sync().hvals(chunks).stream().mapToLong(frame -> frame.length).sum();
    }

    private static long number(@Nullable Object reply) {
        return (Long) Objects.requireNonNull(reply, "Redis answered nothing");
    }

    @Override
    public void close() throws IOException {
        forgetful.close();
        engine.close();
        plain.close();
        client.shutdown();
        redis.close();
        server.close();
        Files.deleteIfExists(scratch);
    }
}
