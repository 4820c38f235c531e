package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step for which the query engine has not enough memory. */
class QueryMemoryTest {

    private static final int ROWS = 500_000;

    @TempDir Path storage;

    @Test
    void a_step_that_needs_too_much_memory_is_413_and_changes_nothing() {
        StringBuilder csv = new StringBuilder("key,value\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("%064d,%s\n".formatted(i, i % 3 == 0 ? "" : i + ".5"));
        }
        try (TestServer server = TestServer.start(storage, "query-memory-mb=64")) {
            Client client = server.client();
            String session = client.session(csv.toString());
            String before = client.get(session + "/history").text();

            Answer answer =
                    client.operation(
                            session,
                            "{\"operation\": \"fill_nulls\", \"columns\": [\"value\"], \"strategy\": \"mean\", \"group_by\": [\"key\"]}");

            assertThat(answer.problem()).isEqualTo("413 table_too_large");
            assertThat(answer.json().get("detail").stringValue())
                    .startsWith("All steps that run may hold at most 67,108,864 bytes together")
                    .contains("QUERY_MEMORY_MB");
            assertThat(client.get(session + "/history").text()).isEqualTo(before);
            assertThat(Folders.inFlight(storage)).isEmpty();
            assertThat(
                            client.operation(
                                            session,
                                            "{\"operation\": \"fill_nulls\", \"columns\": [\"value\"], \"strategy\": \"mean\"}")
                                    .json()
                                    .get("cells_changed")
                                    .intValue())
                    .isEqualTo((ROWS + 2) / 3);
        }
    }
}
