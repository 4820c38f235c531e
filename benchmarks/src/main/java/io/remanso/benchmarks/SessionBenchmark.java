package io.remanso.benchmarks;

import io.remanso.sessions.VersionResult;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.pages.Page;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Steps on a session of 10 000 × 50 on the embedded backend, each acknowledged when it is on disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@NullUnmarked
public class SessionBenchmark {

    private static final int ROWS = 10_000;
    private static final int COLUMNS = 50;

    /** As many as the server keeps by default. */
    private static final int VERSIONS = 50;

    private Sandbox sandbox;
    private String session;
    private Operation fill;

    @Setup
    public void open() throws IOException {
        sandbox = new Sandbox(VERSIONS);
        session = Steps.session(sandbox, ROWS, COLUMNS);
        fill = Steps.meanFill("n0");
    }

    @TearDown
    public void close() throws IOException {
        sandbox.close();
    }

    /** A session of its own for each call: after fifty more steps the first state would be gone. */
    @State(Scope.Benchmark)
    public static class Unfilled {
        String session;

        @Setup(Level.Invocation)
        public void create(SessionBenchmark benchmark) {
            session = Steps.session(benchmark.sandbox, ROWS, COLUMNS);
        }

        @TearDown(Level.Invocation)
        public void delete(SessionBenchmark benchmark) {
            benchmark.sandbox.sessions.delete(session, WriteOptions.NONE);
        }
    }

    /** The same, with the column filled. */
    @State(Scope.Benchmark)
    public static class Filled {
        String session;

        @Setup(Level.Invocation)
        public void fill(SessionBenchmark benchmark) {
            session = Steps.session(benchmark.sandbox, ROWS, COLUMNS);
            benchmark.sandbox.sessions.apply(session, benchmark.fill, WriteOptions.NONE);
        }

        @TearDown(Level.Invocation)
        public void delete(SessionBenchmark benchmark) {
            benchmark.sandbox.sessions.delete(session, WriteOptions.NONE);
        }
    }

    /** A mean-fill of one column, committed. */
    @Benchmark
    public VersionResult fillOneColumn(Unfilled state) {
        return sandbox.sessions.apply(state.session, fill, WriteOptions.NONE);
    }

    /** The undo of it, committed. */
    @Benchmark
    public VersionResult undoFill(Filled state) {
        return sandbox.sessions.undo(state.session, WriteOptions.NONE);
    }

    /** The table of a warm session: a look at the head. */
    @Benchmark
    public long readTable() {
        return sandbox.sessions.table(session).table().rows();
    }

    /** A page of 100 rows of all columns, from a warm session. */
    @Benchmark
    public int readPage() {
        return Page.read(sandbox.sessions.table(session).table(), ROWS / 2, 100, List.of())
                .rows()
                .size();
    }
}
