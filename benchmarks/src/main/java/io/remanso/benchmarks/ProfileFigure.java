package io.remanso.benchmarks;

import io.remanso.tables.Table;
import io.remanso.tables.profiles.TableProfile;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The whole profile of a table of three million rows, exact and with quantiles, top values and
 * histograms; the peer summarizes the same table in its own memory, distinct values and quantiles
 * approximately.
 */
final class ProfileFigure implements Figure {

    private static final long ROWS = 3_000_000;
    private static final int COLUMNS = 12;

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            String session = Steps.session(sandbox, ROWS, COLUMNS);
            Table table = sandbox.sessions.table(session).table();
            long ours = Timing.median(1, 3, () -> TableProfile.of(table, List.of()));
            return List.of(
                    new Row(
                            "full profile, %,d × %d".formatted(ROWS, COLUMNS),
                            Timing.millis(ours),
                            Timing.millis(peer(sandbox)) + " DuckDB's SUMMARIZE, approximate",
                            "≤ 3 s"));
        }
    }

    private static long peer(Sandbox sandbox) throws Exception {
        try (DuckDBConnection connection = sandbox.engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE peer AS " + SampleTables.query(ROWS, COLUMNS));
            return Timing.median(1, 3, () -> summarize(statement));
        }
    }

    private static int summarize(Statement statement) throws Exception {
        int columns = 0;
        try (ResultSet summary = statement.executeQuery("SUMMARIZE peer")) {
            while (summary.next()) {
                columns++;
            }
        }
        return columns;
    }
}
