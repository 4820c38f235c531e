package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that are missing on purpose. */
class MarksTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"income\"], \"strategy\": \"constant\", \"value\": 1}";

    @TempDir Path storage;

    @Test
    void marks_follow_their_rows_through_every_step_and_a_restart() {
        String session;
        String before;
        try (TestServer server = TestServer.start(storage)) {
            Client client = server.client();
            session = client.session("name,income\nd,40\nb,\na,\nc,\n");
            assertThat(marks(client, session)).isEqualTo("{}");

            Answer set =
                    client.put(
                            session + "/intentional-missing",
                            "{\"column\": \"income\", \"rows\": [1, 3]}");
            assertThat(set.status()).as(set.text()).isEqualTo(200);
            assertThat(set.text()).isEqualTo("{\"income\":[1,3]}");

            assertThat(client.operation(session, FILL).json().get("cells_changed").intValue())
                    .isEqualTo(1);
            assertThat(client.csv(session)).isEqualTo("name,income\r\nd,40\r\nb,\r\na,1\r\nc,\r\n");

            client.operation(
                    session, "{\"operation\": \"sort_rows\", \"by\": [{\"column\": \"name\"}]}");
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1,2]}");

            client.operation(
                    session,
                    "{\"operation\": \"filter_rows\", \"where\": {\"column\": \"name\", \"op\": \"!=\", \"value\": \"b\"}}");
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1]}");
            assertThat(client.csv(session)).isEqualTo("name,income\r\na,1\r\nc,\r\nd,40\r\n");

            client.operation(
                    session,
                    "{\"operation\": \"rename_columns\", \"mapping\": {\"income\": \"pay\"}}");
            assertThat(marks(client, session)).isEqualTo("{\"pay\":[1]}");
            assertThat(client.get(session).json().get("intentional_missing").toString())
                    .isEqualTo("{\"pay\":[1]}");

            client.post(session + "/undo", "");
            client.post(session + "/undo", "");
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1,2]}");
            before = client.csv(session);
        }
        try (TestServer restarted = TestServer.start(storage)) {
            Client client = restarted.client();
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1,2]}");
            assertThat(client.csv(session)).isEqualTo(before);
            client.post(session + "/undo", "");
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1,3]}");
            client.post(session + "/undo", "");
            assertThat(marks(client, session)).isEqualTo("{\"income\":[1,3]}");
            client.post(session + "/intentional-missing", "{\"columns\": {\"income\": []}}");
            assertThat(marks(client, session)).isEqualTo("{}");
            assertThat(client.operation(session, FILL).json().get("cells_changed").intValue())
                    .isEqualTo(3);
        }
    }

    private static String marks(Client client, String session) {
        return client.get(session + "/intentional-missing").text();
    }
}
