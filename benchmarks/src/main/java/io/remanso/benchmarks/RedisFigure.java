package io.remanso.benchmarks;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.WriteOptions;
import io.remanso.sessions.redis.RedisBackend;
import io.remanso.sessions.redis.RedisBackendSettings;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.testing.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Sessions on Redis beside whole-table snapshots on the same Redis, in the same run. The server
 * keeps an append-only file that is synced every second.
 */
final class RedisFigure implements Figure {

    private static final int STEPS = 5;
    private static final long GB = 1L << 30;

    private record Size(long rows, int columns, int runs) {

        private String label() {
            return "%,d × %d".formatted(rows, columns);
        }
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Size size :
                List.of(
                        new Size(1_000, 50, 21),
                        new Size(10_000, 50, 21),
                        new Size(1_000_000, 20, 3))) {
            try (RedisServer server = RedisServer.start("appendonly yes", "appendfsync everysec");
                    Redis redis = Redis.connect(RedisSettings.of(server.url()))) {
                Path scratch = Files.createTempDirectory("remanso-bench");
                TableSettings settings = TableSettings.defaults(scratch).withMaxTableBytes(4 * GB);
                try (TableEngine warm = TableEngine.open(settings);
                        TableEngine cold = TableEngine.open(settings.withCacheBytes(0))) {
                    rows.addAll(new Comparison(server, redis, warm, cold, size).run());
                }
                Files.deleteIfExists(scratch);
            }
        }
        return rows;
    }

    /** Both stores over one Redis, for one size of table. */
    private static final class Comparison {

        private final RedisServer server;
        private final Size size;
        private final TableEngine engine;
        private final DatasetSessions sessions;
        private final DatasetSessions coldSessions;
        private final SnapshotStore snapshots;
        private final List<Row> rows = new ArrayList<>();

        private Comparison(
                RedisServer server, Redis redis, TableEngine warm, TableEngine cold, Size size) {
            this.server = server;
            this.size = size;
            this.engine = warm;
            this.sessions = sessions(redis, warm, RedisBackendSettings.DEFAULTS);
            this.coldSessions =
                    sessions(redis, cold, RedisBackendSettings.DEFAULTS.withMemoryBytes(0));
            this.snapshots = new SnapshotStore(warm, redis);
        }

        private static DatasetSessions sessions(
                Redis redis, TableEngine engine, RedisBackendSettings settings) {
            return new DatasetSessions(
                    RedisBackend.open(redis, settings),
                    engine,
                    SessionSettings.defaults().withMaxVersions(50),
                    Clock.systemUTC());
        }

        private List<Row> run() throws Exception {
            String query = SampleTables.query(size.rows(), size.columns());
            compare(
                    "create",
                    this::create,
                    () -> {
                        snapshots.create("peer", query);
                        return null;
                    });
            String session = create();
            compare(
                    "get warm",
                    () -> sessions.table(session).table().rows(),
                    () -> snapshots.get("peer"));
            compare(
                    "get cold, every cell",
                    () -> readAll(coldSessions.table(session).table()),
                    () -> snapshots.get("peer"));
            compare(
                    "restore and fill nulls in 1 column",
                    () -> step(session),
                    () -> {
                        snapshots.fill("peer", "n0");
                        return null;
                    });
            compare(
                    "create version",
                    () -> sessions.createVersion(session, "Before changes", WriteOptions.NONE),
                    () -> {
                        snapshots.createVersion("peer", 1);
                        return null;
                    });
            compare(
                    "undo and redo",
                    () -> undo(session),
                    () -> {
                        snapshots.undo("peer", 1);
                        snapshots.undo("peer", 1);
                        return null;
                    });
            fiveVersions(query);
            return rows;
        }

        private String create() {
            return sessions.create(
                            NewSession.of("bench.csv"),
                            sink -> SampleTables.write(engine, size.rows(), size.columns(), sink))
                    .sessionId();
        }

        /**
         * A step on a table that still has the nulls: the restore before it is a commit of its own
         * and counts as well.
         */
        private Object step(String session) {
            sessions.restore(session, 1, WriteOptions.NONE);
            return sessions.apply(session, Steps.meanFill("n0"), WriteOptions.NONE);
        }

        private Object undo(String session) {
            sessions.undo(session, WriteOptions.NONE);
            return sessions.redo(session, WriteOptions.NONE);
        }

        private static long readAll(Table table) {
            List<Column> columns = table.schema().columns();
            long cells = 0;
            for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
                try (VectorSchemaRoot root = table.slice(slice, columns)) {
                    cells += root.getRowCount();
                }
            }
            return cells;
        }

        private void compare(String what, Callable<?> ours, Callable<?> peer) throws Exception {
            long remanso = Timing.median(3, size.runs(), ours);
            long snapshot = Timing.median(3, size.runs(), peer);
            rows.add(
                    new Row(
                            "Redis, %s: %s".formatted(size.label(), what),
                            Timing.millis(remanso),
                            Timing.millis(snapshot) + " whole-table Parquet",
                            ""));
        }

        /** What five steps on a column each send to Redis and keep there. */
        private void fiveVersions(String query) {
            server.call("FLUSHALL");
            long[] before = meter();
            String session = create();
            for (int i = 0; i < STEPS; i++) {
                sessions.apply(
                        session, Steps.meanFill("n" + 5 * i % size.columns()), WriteOptions.NONE);
            }
            long[] ours = since(before);
            server.call("FLUSHALL");
            before = meter();
            snapshots.create("peer", query);
            for (int i = 0; i < STEPS; i++) {
                snapshots.createVersion("peer", i);
                snapshots.fill("peer", "n" + 5 * i % size.columns());
            }
            long[] peer = since(before);
            String what = "Redis, %s: create and %d steps, ".formatted(size.label(), STEPS);
            rows.add(
                    new Row(
                            what + "bytes sent",
                            kilobytes(ours[0]),
                            kilobytes(peer[0]) + " whole-table Parquet",
                            ""));
            rows.add(
                    new Row(
                            what + "memory",
                            kilobytes(ours[1]),
                            kilobytes(peer[1]) + " whole-table Parquet",
                            ""));
        }

        private long[] meter() {
            return new long[] {
                Long.parseLong(server.info("total_net_input_bytes")),
                Long.parseLong(server.info("used_memory"))
            };
        }

        private long[] since(long[] before) {
            long[] now = meter();
            return new long[] {now[0] - before[0], now[1] - before[1]};
        }

        private static String kilobytes(long bytes) {
            return "%,d kB".formatted(bytes / 1000);
        }
    }
}
