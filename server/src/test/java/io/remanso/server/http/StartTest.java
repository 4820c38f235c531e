package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Starting and stopping a server process. */
class StartTest {

    /** A Redis that nobody runs. */
    private static final String NOBODY = "redis://:hunter2@127.0.0.1:1/0";

    @TempDir Path storage;

    @Test
    void a_start_says_backend_timeout_address_and_how_to_try_it() {
        try (ServerProcess server =
                ServerProcess.start(storage, Map.of("REDIS_SESSION_TTL_SECONDS", "1800"))) {
            assertThat(server.client().get("/health").status()).isEqualTo(200);
            assertThat(String.join("\n", server.output()))
                    .contains("Storage backend: inmemory, session timeout 1800 s")
                    .contains("Remanso listens on http://127.0.0.1:");
            assertThat(server.output()).allMatch(line -> line.contains(" INFO "));
            assertThat(server.stop()).isEqualTo(143);
        }
        assertThat(storage.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void a_wrong_setting_stops_the_start_with_one_line() {
        try (ServerProcess server = launch(Map.of("MAX_VERSIONS", "many"))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output())
                    .containsExactly(
                            "Remanso does not start: MAX_VERSIONS must be a whole number from 1 to 10000, got 'many'");
        }
    }

    @Test
    void a_taken_port_stops_the_start_with_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server =
                        launch(Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output())
                    .containsExactly(
                            "Remanso does not start: SERVER_PORT must be a free port, got '%d', which another process uses"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void a_storage_folder_in_use_or_not_writable_stops_the_start_with_one_line()
            throws IOException {
        Path file = Files.createFile(storage.resolve("file"));
        try (TestServer first = TestServer.start(storage.resolve("used"));
                ServerProcess second =
                        launch(Map.of("STORAGE_DIR", storage.resolve("used").toString()));
                ServerProcess third = launch(Map.of("STORAGE_DIR", file.toString()))) {
            assertThat(first.client().get("/health").status()).isEqualTo(200);
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output())
                    .containsExactly(
                            "Remanso does not start: STORAGE_DIR must be a folder that no other process uses, got '%s'"
                                    .formatted(storage.resolve("used")));
            assertThat(third.awaitEnd()).isEqualTo(1);
            assertThat(third.output())
                    .containsExactly(
                            "Remanso does not start: STORAGE_DIR must be a folder that the server can read and write, got '%s'"
                                    .formatted(file));
        }
    }

    @Test
    void redis_that_cannot_be_had_is_said_and_seen_in_health() {
        try (ServerProcess server =
                ServerProcess.start(
                        storage, Map.of("REDIS_ENABLED", "true", "REDIS_URL", NOBODY))) {
            assertThat(server.output()).anyMatch(line -> line.contains("WARN  Redis"));
            JsonNode health = server.client().get("/health/storage").json();
            assertThat(health.get("backend_type").stringValue()).isEqualTo("inmemory");
            assertThat(health.get("redis_enabled").booleanValue()).isTrue();
            assertThat(health.get("redis_available").booleanValue()).isFalse();
            assertThat(server.client().get("/health").json().get("redis").stringValue())
                    .isEqualTo("disconnected");
        }
    }

    @Test
    void redis_that_answers_is_shared_by_two_servers() {
        try (RedisServer redis = RedisServer.start()) {
            Map<String, String> settings = RedisEnvironment.of(redis.url());
            try (ServerProcess first = ServerProcess.start(storage.resolve("a"), settings);
                    ServerProcess second = ServerProcess.start(storage.resolve("b"), settings)) {
                String session = first.client().session("id,age\n1,\n2,30\n");
                assertThat(second.client().csv(session)).isEqualTo("id,age\r\n1,\r\n2,30\r\n");
                JsonNode health = second.client().get("/health/storage").json();
                assertThat(health.get("backend_type").stringValue()).isEqualTo("redis");
                assertThat(health.get("backend_class").stringValue()).isEqualTo("RedisBackend");
                assertThat(health.get("redis_available").booleanValue()).isTrue();
                assertThat(health.get("redis_info").get("version").stringValue()).isNotEmpty();
                assertThat(second.client().get("/health").json().get("redis").stringValue())
                        .isEqualTo("connected");
                assertThat(first.output())
                        .anySatisfy(line ->
                                assertThat(line)
                                        .containsPattern(
                                                "Storage backend: redis, session timeout 3600 s, in redis://.*, latency \\d+\\.\\d\\d ms"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS_ENABLED, true", "STORAGE_BACKEND, redis"})
    void redis_that_must_be_there_and_is_not_stops_the_start_with_one_line(
            String name, String value) {
        try (ServerProcess server =
                launch(
                        Map.of(
                                name,
                                value,
                                "REDIS_URL",
                                NOBODY,
                                "STORAGE_FALLBACK_TO_MEMORY",
                                "false"))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Remanso does not start: Redis must answer when STORAGE_FALLBACK_TO_MEMORY is false, got 'redis://:***@127.0.0.1:1/0: ")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void a_redis_that_takes_the_connection_and_says_nothing_is_waited_for_as_long_as_told()
            throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerProcess server =
                        launch(
                                Map.of(
                                        "REDIS_ENABLED",
                                        "true",
                                        "REDIS_URL",
                                        "redis://127.0.0.1:" + silent.getLocalPort(),
                                        "REDIS_SOCKET_CONNECT_TIMEOUT",
                                        "1",
                                        "STORAGE_FALLBACK_TO_MEMORY",
                                        "false"))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output())
                    .singleElement()
                    .asString()
                    .startsWith("Remanso does not start: Redis must answer")
                    .contains("1000 ms");
        }
    }

    @Test
    void the_named_backend_wins_and_no_redis_is_asked_for() {
        try (ServerProcess server =
                ServerProcess.start(
                        storage,
                        Map.of(
                                "STORAGE_BACKEND",
                                "inmemory",
                                "REDIS_ENABLED",
                                "true",
                                "REDIS_URL",
                                NOBODY,
                                "STORAGE_FALLBACK_TO_MEMORY",
                                "false"))) {
            JsonNode health = server.client().get("/health/storage").json();
            assertThat(health.get("backend_type").stringValue()).isEqualTo("inmemory");
            assertThat(server.output()).noneMatch(line -> line.contains("Redis"));
            assertThat(server.client().get("/health").json().get("redis").stringValue())
                    .isEqualTo("disabled");
        }
    }

    private ServerProcess launch(Map<String, String> environment) {
        return ServerProcess.launch(storage, List.of(), environment);
    }
}
