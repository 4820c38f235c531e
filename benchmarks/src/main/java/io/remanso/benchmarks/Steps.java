package io.remanso.benchmarks;

import io.remanso.sessions.NewSession;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;

/** Sessions and steps that several figures use. */
final class Steps {

    private Steps() {}

    /** Makes a session of a sample table and answers its id. */
    static String session(Sandbox sandbox, long rows, int columns) {
        return sandbox.sessions
                .create(
                        NewSession.of("bench.csv"),
                        sink -> SampleTables.write(sandbox.engine, rows, columns, sink))
                .sessionId();
    }

    static Operation meanFill(String column) {
        return operation(
                "{\"operation\": \"fill_nulls\", \"columns\": [\"%s\"], \"strategy\": \"mean\"}"
                        .formatted(column));
    }

    static Operation rename(String from, String to) {
        return operation(
                "{\"operation\": \"rename_columns\", \"mapping\": {\"%s\": \"%s\"}}"
                        .formatted(from, to));
    }

    static Operation operation(String json) {
        return OperationJson.read(json);
    }

    /** A step that writes the column anew and keeps its type. */
    static Operation rewrite(int column) {
        return operation(
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
