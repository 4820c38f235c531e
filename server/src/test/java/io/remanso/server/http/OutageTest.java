package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away under a running server and comes back. */
class OutageTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

    @TempDir Path storage;

    @Test
    void what_was_read_is_served_as_stale_and_writes_are_refused_until_redis_is_back() {
        try (RedisServer redis = RedisServer.start("appendonly yes", "appendfsync always");
                ServerProcess server =
                        ServerProcess.start(
                                storage,
                                Map.of(
                                        "REDIS_ENABLED",
                                        "true",
                                        "REDIS_URL",
                                        redis.url(),
                                        "REDIS_SOCKET_TIMEOUT",
                                        "1"))) {
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            String rows = session + "/rows";
            String seen = client.get(rows).text();

            redis.kill();
            Answer stale = client.get(rows);
            assertThat(stale.status()).isEqualTo(200);
            assertThat(stale.text()).isEqualTo(seen);
            assertThat(stale.header("Warning")).startsWith("110 ");
            Answer refused = client.operation(session, FILL);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("storage_unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();

            redis.restart();
            Await.until(
                    "the server writes again",
                    () -> client.operation(session, FILL).status() == 200);
            assertThat(client.csv(session)).isEqualTo("id,age\r\n1,30\r\n2,30\r\n");
        }
    }
}
