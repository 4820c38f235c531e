package io.remanso.benchmarks;

import io.remanso.sessions.WriteOptions;
import io.remanso.tables.operations.Operation;
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
                sandbox.sessions.apply(session, step(column), WriteOptions.NONE);
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

    /** A step that writes the column anew and keeps its type. */
    private static Operation step(int column) {
        return Steps.operation(
                switch (column % 5) {
                    case 0 ->
                            "{\"operation\": \"fill_nulls\", \"columns\": [\"n%d\"], \"strategy\": \"mean\"}"
                                    .formatted(column);
                    case 1 ->
                            "{\"operation\": \"handle_outliers\", \"columns\": [\"n%d\"], \"method\": \"iqr\", \"factor\": 0.2, \"action\": \"clip\"}"
                                    .formatted(column);
                    case 2 ->
                            "{\"operation\": \"change_case\", \"columns\": [\"n%d\"], \"to\": \"upper\"}"
                                    .formatted(column);
                    case 3 ->
                            "{\"operation\": \"replace_values\", \"columns\": [\"n%d\"], \"mapping\": {\"2020-01-05\": \"2020-01-06\"}}"
                                    .formatted(column);
                    default ->
                            "{\"operation\": \"replace_values\", \"columns\": [\"n%d\"], \"mapping\": {\"true\": \"false\"}}"
                                    .formatted(column);
                });
    }
}
