package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password of Redis that must turn up nowhere, at the finest log level of a server either. */
class RedisSecretsTest {

    private static final String CANARY = "cAnArY7f3a";

    /** Holds what must be encoded in a URL. */
    private static final String PASSWORD = "@/%" + CANARY;

    private static final String ENCODED = "%40%2F%25" + CANARY;

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

    @TempDir Path storage;

    private static Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("REDIS_ENABLED", "true");
        settings.put("REDIS_SOCKET_TIMEOUT", "10");
        settings.put("REDIS_SOCKET_CONNECT_TIMEOUT", "60");
        for (String logger :
                List.of("IO_REMANSO", "IO_LETTUCE", "IO_NETTY", "ORG_SPRINGFRAMEWORK")) {
            settings.put("LOGGING_LEVEL_" + logger, "DEBUG");
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    private ServerProcess launch(Map<String, String> settings) {
        return ServerProcess.launch(storage, List.of("-Xmx256m"), settings);
    }

    private static void assertSecret(List<String> texts) {
        assertThat(texts).noneMatch(text -> text.contains(CANARY));
    }

    @Test
    void the_right_password_is_in_no_log_line_answer_or_metric() {
        try (RedisServer redis = RedisServer.start("requirepass " + PASSWORD);
                ServerProcess server =
                        launch(
                                settings(
                                        "REDIS_URL",
                                        "redis://default:%s@127.0.0.1:%d/0"
                                                .formatted(ENCODED, redis.port())))) {
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            assertThat(client.operation(session, FILL).status()).isEqualTo(200);
            List<String> texts = new ArrayList<>();
            for (String path :
                    List.of("/", "/health", "/health/storage", "/actuator/prometheus", session)) {
                texts.add(client.get(path).text());
            }
            redis.kill();
            texts.add(client.operation(session, FILL).text());
            texts.add(client.get("/health/storage").text());
            texts.add(client.get("/actuator/prometheus").text());
            assertThat(client.get("/health/storage").status()).isEqualTo(503);
            server.stop();
            texts.addAll(server.output());
            assertSecret(texts);
            assertThat(server.output())
                    .anyMatch(line -> line.contains("DEBUG"))
                    .anyMatch(line -> line.contains("type=HELLO"))
                    .anyMatch(line -> line.contains("redis://default:***@127.0.0.1"));
        }
    }

    @Test
    void a_wrong_password_and_user_are_refused_without_showing_it() {
        try (RedisServer redis = RedisServer.start("requirepass another");
                ServerProcess server =
                        launch(
                                settings(
                                        "REDIS_HOST",
                                        "127.0.0.1",
                                        "REDIS_PORT",
                                        "" + redis.port(),
                                        "REDIS_USERNAME",
                                        "remanso",
                                        "REDIS_PASSWORD",
                                        PASSWORD,
                                        "STORAGE_FALLBACK_TO_MEMORY",
                                        "false"))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output()).last().asString().contains("WRONGPASS");
            assertSecret(server.output());
        }
    }

    @Test
    void a_server_that_does_not_speak_tls_is_reported_without_the_password() {
        try (RedisServer redis = RedisServer.start("requirepass " + PASSWORD);
                ServerProcess server =
                        launch(
                                settings(
                                        "REDIS_URL",
                                        "rediss://:%s@127.0.0.1:%d/0"
                                                .formatted(ENCODED, redis.port())))) {
            assertThat(server.client().get("/health/storage").text())
                    .contains("\"redis_available\":false")
                    .doesNotContain(CANARY);
            assertThat(server.output())
                    .anyMatch(line -> line.contains("WARN") && line.contains("rediss://:***@"));
            assertSecret(server.output());
        }
    }

    @Test
    void a_url_that_is_none_is_shown_without_its_password() {
        try (ServerProcess server = launch(settings("REDIS_URL", "redis://:" + CANARY + "/0"))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output()).last().asString().contains("REDIS_URL is 'redis://:***'");
            assertSecret(server.output());
        }
    }
}
