package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /health} says of Redis: the storage of the server is shown elsewhere. */
class HealthTest {

    @TempDir Path storage;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONFIG SET maxmemory 1mb",
                "REPLICAOF 127.0.0.1 1",
                "CONFIG SET min-replicas-to-write 1",
            })
    void redis_that_refuses_writes_is_an_error_until_it_takes_them(String trouble) {
        on(redis -> trouble(redis, trouble));
    }

    private void on(Consumer<RedisServer> check) {
        try (RedisServer redis = RedisServer.start()) {
            check.accept(redis);
        }
    }

    private void trouble(RedisServer redis, String trouble) {
        try (TestServer server = start(redis.url())) {
            Client client = server.client();
            assertThat(redis(client)).isEqualTo("connected");

            redis.call(trouble.split(" "));
            Await.until("health tells the error", () -> redis(client).equals("error"));
            assertThat(client.get("/health").status()).isEqualTo(200);

            redis.call("CONFIG", "SET", "maxmemory", "0");
            redis.call("CONFIG", "SET", "min-replicas-to-write", "0");
            redis.call("REPLICAOF", "NO", "ONE");
            Await.until("health is well again", () -> redis(client).equals("connected"));
            assertThat(redis.call("DBSIZE")).isEqualTo(0L);
        }
    }

    @Test
    void redis_that_is_gone_is_disconnected_until_it_is_back() {
        on(redis -> {
            try (TestServer server = start(redis.url())) {
                redis.kill();
                Await.until(
                        "health tells the outage",
                        () -> redis(server.client()).equals("disconnected"));
                redis.restart();
                Await.until(
                        "health is well again", () -> redis(server.client()).equals("connected"));
            }
        });
    }

    @Test
    void a_wrong_password_at_start_is_an_error_and_nobody_there_is_disconnected() {
        try (RedisServer redis = RedisServer.start("requirepass right");
                TestServer server =
                        start("redis://:wrong@%s:%d/0".formatted(redis.host(), redis.port()))) {
            Answer health = server.client().get("/health");
            assertThat(health.json().get("redis").stringValue()).isEqualTo("error");
            assertThat(health.text()).doesNotContain("wrong");
        }
        try (TestServer server = start("redis://127.0.0.1:1/0")) {
            assertThat(redis(server.client())).isEqualTo("disconnected");
        }
    }

    private TestServer start(String url) {
        return TestServer.start(
                storage, "redis-enabled=true", "redis-url=" + url, "redis-socket-timeout=1");
    }

    private static String redis(Client client) {
        return client.get("/health").json().get("redis").stringValue();
    }
}
