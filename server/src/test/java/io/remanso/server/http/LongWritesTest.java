package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another worker holds the lock of a session. */
class LongWritesTest {

    private static final String TRIM =
            "{\"operation\": \"trim_whitespace\", \"columns\": [\"name\"]}";

    @TempDir Path storage;

    private RedisServer redis;
    private TestServer server;
    private Client client;
    private String session;

    @BeforeEach
    void lock() {
        redis = RedisServer.start();
        server = TestServer.start(storage, RedisEnvironment.properties(redis.url()));
        client = server.client();
        session = client.session("id,name\n1, a \n");
        String id = session.substring(session.lastIndexOf('/') + 1);
        redis.call("SET", "biometric:{" + id + "}:lock", "another:1", "PX", "600000");
    }

    @AfterEach
    void stop() {
        server.close();
        redis.close();
    }

    @Test
    void another_table_is_a_conflict_that_changes_nothing() {
        String before = client.csv(session);

        assertRefused(
                client.raw(
                        "PUT",
                        session + "/data?filename=new.csv",
                        "id\n7\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(client.csv(session)).isEqualTo(before);
    }

    @Test
    void a_step_a_recipe_and_undo_are_done() {
        assertThat(client.operation(session, TRIM).status()).isEqualTo(200);
        assertThat(
                        client.post(
                                        session + "/recipe",
                                        "{\"steps\": [%s, %s]}".formatted(TRIM, TRIM))
                                .status())
                .isEqualTo(200);
        assertThat(client.csv(session)).isEqualTo("id,name\r\n1,a\r\n");
        assertThat(client.post(session + "/undo", "").status()).isEqualTo(200);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("version_conflict");
        assertThat(answer.json().get("detail").stringValue())
                .startsWith("One long write at a time works on a session");
        assertThat(answer.json().get("current_version").intValue()).isEqualTo(1);
    }
}
