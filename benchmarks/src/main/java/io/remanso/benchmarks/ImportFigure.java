package io.remanso.benchmarks;

import io.remanso.sessions.NewSession;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.files.ImportMonitor;
import io.remanso.tables.files.ImportOptions;
import io.remanso.tables.files.TableImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * A CSV file of 300 MB into a committed session; the peer reads the same file into a table of its
 * own, typed by its own guess.
 */
final class ImportFigure implements Figure {

    private static final int ROWS = 2_200_000;
    private static final int COLUMNS = 12;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            Path csv = sandbox.engine.settings().scratch().resolve("bench.csv");
            write(sandbox, csv);
            long bytes = Files.size(csv);
            long ours = Timing.median(1, 3, () -> importOnce(sandbox, csv));
            long peer = Timing.median(1, 3, () -> peerOnce(sandbox, csv));
            Files.delete(csv);
            return List.of(
                    new Row(
                            "CSV import, %,d MB, file to committed session"
                                    .formatted(bytes / 1_000_000),
                            Timing.megabytesPerSecond(bytes, ours),
                            Timing.megabytesPerSecond(bytes, peer)
                                    + " DuckDB into its own memory, nothing kept",
                            "≥ 150 MB/s"));
        }
    }

    private static void write(Sandbox sandbox, Path csv) throws Exception {
        try (DuckDBConnection connection = sandbox.engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT *, 'a longer text that people write, number ' || n1 AS remark, 'second ' || n6 AS other"
                            + " FROM (%s)) TO '%s' (FORMAT csv)"
                                    .formatted(SampleTables.query(ROWS, COLUMNS), csv));
        }
    }

    private static Object importOnce(Sandbox sandbox, Path csv) {
        String session =
                sandbox.sessions
                        .create(
                                NewSession.of("bench.csv"),
                                sink ->
                                        new TableImport(sandbox.engine)
                                                .importFile(
                                                        csv,
                                                        "bench.csv",
                                                        ImportOptions.DETECT,
                                                        sink,
                                                        new ImportMonitor())
                                                .manifest())
                        .sessionId();
        sandbox.sessions.delete(session, WriteOptions.NONE);
        return session;
    }

    private static Object peerOnce(Sandbox sandbox, Path csv) throws Exception {
        try (DuckDBConnection connection = sandbox.engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TEMP TABLE peer AS SELECT * FROM read_csv('%s')"
                            .formatted(csv));
            return statement.execute("DROP TABLE peer");
        }
    }
}
