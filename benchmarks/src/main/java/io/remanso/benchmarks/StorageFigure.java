package io.remanso.benchmarks;

import io.remanso.sessions.WriteOptions;
import java.util.List;

/** What fifty steps, each on a column of its own, add to a table of fifty columns. */
final class StorageFigure implements Figure {

    private static final int COLUMNS = 50;

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            String session = Steps.session(sandbox, 10_000, COLUMNS);
            long table = sandbox.sessions.table(session).table().manifest().encodedBytes();
            for (int column = 0; column < COLUMNS; column++) {
                sandbox.sessions.apply(session, Steps.rewrite(column), WriteOptions.NONE);
            }
            long stored = sandbox.storedBytes();
            return List.of(
                    new Row(
                            "files after 50 single-column steps, 10 000 × 50",
                            "%.2f × the table (%,d kB)"
                                    .formatted((double) stored / table, stored / 1000),
                            "51 × as whole snapshots",
                            "≤ 2 ×"));
        }
    }
}
