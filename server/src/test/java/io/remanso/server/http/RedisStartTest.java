package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import io.remanso.testing.ReplyError;
import io.remanso.testing.Resp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server asks of its Redis, and how little it needs to be allowed there. */
class RedisStartTest {

    private static final Path HOW_TO = Path.of("..", "docs", "how-to", "redis.md");
    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

    @TempDir Path storage;

    @Test
    void durable_commits_on_a_redis_without_aof_stop_the_start_with_one_line() {
        try (RedisServer redis = RedisServer.start();
                ServerProcess server =
                        ServerProcess.launch(storage, List.of(), durable(redis.url()))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.output())
                    .last()
                    .isEqualTo(
                            "Remanso does not start: REDIS_REQUIRE_DURABLE is 'true'; allowed is true only with a Redis that is seen to keep an append-only file (appendonly yes)");
        }
    }

    /** A server that must have Redis, patient with a machine that is busy. */
    private static Map<String, String> durable(String url) {
        return Map.of(
                "STORAGE_BACKEND",
                "redis",
                "STORAGE_FALLBACK_TO_MEMORY",
                "false",
                "REDIS_URL",
                url,
                "REDIS_REQUIRE_DURABLE",
                "true",
                "REDIS_SOCKET_CONNECT_TIMEOUT",
                "60",
                "REDIS_SOCKET_TIMEOUT",
                "10");
    }

    @Test
    void a_commit_that_no_replica_has_is_of_unknown_outcome_and_eviction_is_warned_of() {
        try (RedisServer redis =
                        RedisServer.start(
                                "appendonly yes",
                                "repl-diskless-sync-delay 0",
                                "maxmemory-policy allkeys-lru");
                RedisServer replica =
                        RedisServer.start("replicaof %s %d".formatted(redis.host(), redis.port()));
                ServerProcess server = ServerProcess.start(storage, durable(redis.url()))) {
            assertThat(server.output())
                    .anyMatch(line ->
                            line.contains("WARN")
                                    && line.contains("maxmemory-policy is 'allkeys-lru'"));
            Await.until("the replica follows", () -> redis.info("slave0").contains("online"));
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            replica.pause();
            assertThat(client.operation(session, FILL).problem())
                    .isEqualTo("503 commit_outcome_unknown");
            replica.resume();
            assertThat(client.csv(session)).isEqualTo("id,age\r\n1,30\r\n2,30\r\n");
        }
    }

    @Test
    void the_user_of_the_how_to_may_do_all_that_the_server_needs_and_no_more() throws IOException {
        String line =
                Files.readAllLines(HOW_TO).stream()
                        .map(String::strip)
                        .filter(text -> text.startsWith("ACL SETUSER remanso "))
                        .findFirst()
                        .orElseThrow();
        try (RedisServer redis = RedisServer.start("appendonly yes")) {
            redis.call(line.replace("PASSWORD", "secret").split(" "));
            String url = "redis://remanso:secret@127.0.0.1:%d/0".formatted(redis.port());
            try (ServerProcess server = ServerProcess.start(storage, durable(url))) {
                works(server.client());
                assertThat(redis.info("acl_access_denied_cmd")).isIn("", "0");
            }
            try (Resp resp = Resp.connect(redis.host(), redis.port())) {
                resp.call("AUTH", "remanso", "secret");
                refused(resp, "GET", "other");
                refused(resp, "EVAL", "return redis.call('SET', KEYS[1], 'x')", "1", "other");
                refused(resp, "FLUSHALL");
                refused(resp, "KEYS", "*");
                refused(resp, "CONFIG", "GET", "requirepass");
                refused(resp, "PUBLISH", "other", "x");
            }
        }
    }

    private static void works(Client client) {
        String session = client.session("id,age\n1,\n2,30\n");
        assertThat(client.operation(session, FILL).status()).isEqualTo(200);
        assertThat(client.post(session + "/undo", "").status()).isEqualTo(200);
        assertThat(client.csv(session)).isEqualTo("id,age\r\n1,\r\n2,30\r\n");
        assertThat(client.get(session + "/audit").status()).isEqualTo(200);
        assertThat(client.post(session + "/touch", "{\"ttl_seconds\": 60}").status())
                .isEqualTo(200);
        Answer upload =
                client.raw(
                        "POST",
                        "/api/v1/uploads?filename=a.csv",
                        "id\n1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(upload.status()).isEqualTo(201);
        String temp = upload.json().get("temp_id").stringValue();
        assertThat(client.delete("/api/v1/uploads/" + temp).status()).isEqualTo(204);
        Answer health = client.get("/health/storage");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().get("active_sessions").intValue()).isEqualTo(1);
        assertThat(health.json().get("redis_info").get("version").stringValue()).isNotEmpty();
        assertThat(client.delete(session).status()).isEqualTo(204);
    }

    private static void refused(Resp resp, String... words) {
        assertThatThrownBy(() -> resp.call(words))
                .isInstanceOf(ReplyError.class)
                .hasMessageContaining("ermission");
    }
}
