package io.remanso.benchmarks;

import io.remanso.benchmarks.Timing.Work;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What single steps, many steps and moves of the head cost on Redis. */
final class RedisCosts implements Figure {

    private static final int COLUMNS = 50;
    private static final int ROWS = 10_000;

    @Override
    public String name() {
        return "redis-costs";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>(steps());
        rows.addAll(moves());
        return rows;
    }

    /** Bytes of one step, and of fifty. */
    private static List<Row> steps() throws Exception {
        Figure.progress("Redis, fifty steps");
        try (RedisSandbox sandbox = new RedisSandbox()) {
            String session = sandbox.create(ROWS, COLUMNS);
            sandbox.sessions.apply(session, Steps.meanFill("n5"), WriteOptions.NONE);
            Manifest before = sandbox.sessions.table(session).table().manifest();
            long received = sandbox.received();
            sandbox.sessions.apply(session, Steps.meanFill("n0"), WriteOptions.NONE);
            long step = sandbox.received() - received;
            Manifest after = sandbox.sessions.table(session).table().manifest();
            long least = newBytes(before, after) + sandbox.manifestBytes(session);
            sandbox.server.call("FLUSHALL");
            received = sandbox.received();
            session = sandbox.create(ROWS, COLUMNS);
            long table = sandbox.sessions.table(session).table().manifest().encodedBytes();
            for (int column = 0; column < COLUMNS; column++) {
                sandbox.sessions.apply(session, Steps.rewrite(column), WriteOptions.NONE);
            }
            long sent = sandbox.received() - received;
            long kept = sandbox.memory();
            String chunks =
                    "%.2f × are the chunks; 51 × as whole snapshots (computed)"
                            .formatted((double) sandbox.chunkBytes(session) / table);
            return List.of(
                    row(
                            "fill nulls in 1 column of 10 000 × 50, bytes sent",
                            "%.2f × (%,d bytes)".formatted((double) step / least, step),
                            "%,d bytes: the column and the manifest".formatted(least),
                            "≤ 1.1 ×"),
                    row(
                            "50 single-column steps on 10 000 × 50, bytes sent in all",
                            "%.3f × the table (%s)"
                                    .formatted(
                                            (double) sent / table, RedisComparison.kilobytes(sent)),
                            chunks,
                            "≤ 2 ×"),
                    row(
                            "50 single-column steps on 10 000 × 50, memory",
                            "%.3f × the table (%s)"
                                    .formatted(
                                            (double) kept / table, RedisComparison.kilobytes(kept)),
                            chunks,
                            "≤ 2 ×"));
        }
    }

    private static long newBytes(Manifest before, Manifest after) {
        Set<ChunkName> old = before.chunkNames();
        Map<ChunkName, ChunkRef> fresh =
                after.chunks().values().stream()
                        .flatMap(List::stream)
                        .filter(ref -> !old.contains(ref.name()))
                        .collect(Collectors.toMap(ChunkRef::name, ref -> ref, (a, b) -> a));
        return fresh.values().stream().mapToLong(ChunkRef::encodedBytes).sum();
    }

    /** Undo over tables of very different sizes, and how often it waits for Redis. */
    private static List<Row> moves() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (long size : new long[] {1_000, 100_000, 10_000_000}) {
            String what = "undo, %,d × 5".formatted(size);
            Figure.progress("Redis, " + what);
            try (RedisSandbox sandbox = new RedisSandbox()) {
                String session = sandbox.create(size, 5);
                sandbox.sessions.apply(session, Steps.meanFill("n0"), WriteOptions.NONE);
                sandbox.sessions.undo(session, WriteOptions.NONE);
                List<Long> nanos =
                        Timing.medians(
                                50,
                                201,
                                new Work(
                                        () -> sandbox.sessions.redo(session, WriteOptions.NONE),
                                        () -> sandbox.sessions.undo(session, WriteOptions.NONE)),
                                Work.of(sandbox.plain.sync()::ping));
                sandbox.sessions.redo(session, WriteOptions.NONE);
                long trips =
                        sandbox.roundTrips(
                                () -> sandbox.sessions.redo(session, WriteOptions.NONE),
                                sessions -> sessions.undo(session, WriteOptions.NONE));
                rows.add(
                        row(
                                what,
                                "%s, %d round trips".formatted(Timing.millis(nanos.get(0)), trips),
                                Timing.millis(nanos.get(1)) + " PING",
                                "≤ 2 round trips, the same for every size"));
            }
        }
        return rows;
    }

    private static Row row(String what, String remanso, String peer, String goal) {
        return new Row("Redis, " + what, remanso, peer, goal);
    }
}
