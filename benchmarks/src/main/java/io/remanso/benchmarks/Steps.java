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
}
