package io.remanso.benchmarks;

import io.remanso.benchmarks.Timing.Work;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Remanso and whole-table snapshots over one Redis, for one size of table, by turns. */
final class RedisComparison {

    private static final int STEPS = 5;
    private static final String PEER = " whole-table Parquet";

    private final RedisSandbox sandbox;
    private final Size size;
    private final DatasetSessions sessions;
    private final SnapshotStore snapshots;
    private final String query;
    private final List<Figure.Row> rows = new ArrayList<>();
    private DatasetSessions cold;

    /**
     * A table to compare with.
     *
     * @param warmup how often each work is done before: a server has done it many times
     * @param runs how often each work is measured
     */
    record Size(long rows, int columns, int warmup, int runs) {

        private String label() {
            return "Redis, %,d × %d: ".formatted(rows, columns);
        }
    }

    RedisComparison(RedisSandbox sandbox, Size size) {
        this.sandbox = sandbox;
        this.size = size;
        this.sessions = sandbox.sessions;
        this.snapshots = new SnapshotStore(sandbox.engine, sandbox.plain.sync());
        this.query = SampleTables.query(size.rows(), size.columns());
        this.cold = sandbox.cold();
    }

    List<Figure.Row> run() throws Exception {
        compare(
                "create",
                new Work(() -> sandbox.server.call("FLUSHALL"), this::create),
                () -> peer(() -> snapshots.create("peer", query)));
        sandbox.server.call("FLUSHALL");
        snapshots.create("peer", query);
        String session = create();
        warm(session);
        cold(session);
        compare(
                "fill nulls in 1 column",
                new Work(
                        () -> sessions.restore(session, 1, WriteOptions.NONE),
                        () -> sessions.apply(session, Steps.meanFill("n0"), WriteOptions.NONE)),
                () -> peer(() -> snapshots.fill("peer", "n0")));
        compare(
                "create version",
                Work.of(() -> sessions.createVersion(session, "Before changes", WriteOptions.NONE)),
                () -> peer(() -> snapshots.createVersion("peer", 1)));
        compare(
                "undo",
                new Work(
                        () -> sessions.apply(session, Steps.meanFill("n5"), WriteOptions.NONE),
                        () -> sessions.undo(session, WriteOptions.NONE)),
                () -> peer(() -> snapshots.undo("peer", 1)));
        fiveVersions();
        return rows;
    }

    private String create() {
        return sandbox.create(size.rows(), size.columns());
    }

    private static Object peer(Runnable work) {
        work.run();
        return "done";
    }

    private void compare(String what, Work ours, Callable<?> peer) throws Exception {
        progress(what);
        List<Long> nanos = Timing.medians(size.warmup(), size.runs(), ours, Work.of(peer));
        add(what, Timing.millis(nanos.get(0)), Timing.millis(nanos.get(1)) + PEER, "");
    }

    private void progress(String what) {
        Figure.progress(size.label() + what);
    }

    private void add(String what, String remanso, String peer, String goal) {
        rows.add(new Figure.Row(size.label() + what, remanso, peer, goal));
    }

    /** A worker that has read the table before looks whether the head is still the same. */
    private void warm(String session) throws Exception {
        progress("get warm");
        RedisSandbox.readAll(sessions.table(session).table());
        List<Long> nanos =
                Timing.medians(
                        200,
                        501,
                        Work.of(() -> sessions.table(session).table().rows()),
                        Work.of(sandbox.plain.sync()::ping));
        List<Long> whole =
                Timing.medians(
                        size.warmup(),
                        size.runs(),
                        Work.of(() -> RedisSandbox.readAll(sessions.table(session).table())),
                        Work.of(() -> snapshots.get("peer")));
        add(
                "get warm",
                Timing.millis(nanos.get(0)),
                Timing.millis(nanos.get(1)) + " PING",
                "PING + 0.1 ms");
        add(
                "get warm, every cell",
                Timing.millis(whole.get(0)),
                Timing.millis(whole.get(1)) + PEER,
                "");
    }

    /** A worker that knows nothing reads every cell. */
    private void cold(String session) throws Exception {
        progress("get cold");
        RawReader raw = new RawReader(sandbox, session);
        List<Long> nanos =
                Timing.medians(
                        size.warmup(),
                        size.runs(),
                        new Work(
                                () -> cold = sandbox.cold(),
                                () -> RedisSandbox.readAll(cold.table(session).table())),
                        Work.of(raw::read),
                        Work.of(() -> snapshots.get("peer")));
        add(
                "get cold, every cell",
                Timing.millis(nanos.get(0)),
                "%s raw transfer and decode; %s%s"
                        .formatted(Timing.millis(nanos.get(1)), Timing.millis(nanos.get(2)), PEER),
                "≤ 1.3 × raw; is %.2f ×".formatted((double) nanos.get(0) / nanos.get(1)));
    }

    /** What a table and five steps on a column each send to Redis and keep there. */
    private void fiveVersions() {
        progress("five versions");
        sandbox.server.call("FLUSHALL");
        long before = sandbox.received();
        String session = create();
        for (int i = 0; i < STEPS; i++) {
            sessions.apply(session, Steps.meanFill(column(i)), WriteOptions.NONE);
        }
        long sent = sandbox.received() - before;
        long memory = sandbox.memory();
        sandbox.server.call("FLUSHALL");
        before = sandbox.received();
        snapshots.create("peer", query);
        for (int i = 0; i < STEPS; i++) {
            snapshots.createVersion("peer", i);
            snapshots.fill("peer", column(i));
        }
        long peerSent = sandbox.received() - before;
        String what = "create and %d versions, ".formatted(STEPS);
        add(what + "bytes sent", kilobytes(sent), kilobytes(peerSent) + PEER, "");
        add(what + "memory", kilobytes(memory), kilobytes(sandbox.memory()) + PEER, "");
    }

    private String column(int step) {
        return "n" + 5 * step % size.columns();
    }

    static String kilobytes(long bytes) {
        return "%,d kB".formatted(bytes / 1000);
    }
}
