package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.Await;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes on one Redis, and what is there when a session has ended: nothing. */
class SharedSessionsTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

    @TempDir Path storage;

    @Test
    void a_session_is_one_on_two_servers_and_gone_from_redis_when_it_ends() {
        try (RedisServer redis = RedisServer.start()) {
            live(redis.url(), List.of(redis));
        }
    }

    @Test
    void so_it_is_on_a_cluster() {
        try (RedisCluster cluster = RedisCluster.start()) {
            live(cluster.url(), cluster.nodes());
        }
    }

    private void live(String url, List<RedisServer> masters) {
        Map<String, String> settings = RedisEnvironment.of(url);
        try (ServerProcess one = ServerProcess.start(storage.resolve("a"), settings);
                ServerProcess other = ServerProcess.start(storage.resolve("b"), settings)) {
            Client first = one.client();
            Client second = other.client();
            String session = first.session("id,age\n1,\n2,30\n");
            String rows = session + "/rows";
            String imported = first.get(rows).text();
            assertThat(second.get(rows).text()).isEqualTo(imported);

            assertThat(second.operation(session, FILL).status()).isEqualTo(200);
            assertThat(first.get(rows).text())
                    .isNotEqualTo(imported)
                    .isEqualTo(second.get(rows).text());

            assertThat(first.post(session + "/undo", "").status()).isEqualTo(200);
            assertThat(second.get(rows).text()).isEqualTo(imported);

            call(masters, key -> List.of("PEXPIRE", key, "60000"));
            assertThat(second.get(rows).status()).isEqualTo(200);
            assertThat(new HashSet<>(call(masters, key -> List.of("PEXPIRETIME", key)))).hasSize(1);
            assertThat(call(masters, key -> List.of("PTTL", key)))
                    .allMatch(left -> (long) left > 3_000_000);

            assertThat(first.post(session + "/touch", "{\"ttl_seconds\": 1}").status())
                    .isEqualTo(200);
            Await.until("not one key is left", () -> keys(masters).isEmpty());
            assertThat(first.get(rows).status()).isEqualTo(404);
            assertThat(second.get(rows).status()).isEqualTo(404);
        }
    }

    /** A command for every key of the session. */
    private static List<Object> call(
            List<RedisServer> masters, Function<String, List<String>> command) {
        List<Object> answers = new ArrayList<>();
        for (RedisServer master : masters) {
            for (String key : keys(List.of(master))) {
                if (key.contains("{")) {
                    String[] words = command.apply(key).toArray(String[]::new);
                    answers.add(Objects.requireNonNull(master.call(words)));
                }
            }
        }
        assertThat(answers).hasSizeGreaterThan(5);
        return answers;
    }

    /** All keys, by SCAN over all masters. */
    private static List<String> keys(List<RedisServer> masters) {
        List<String> keys = new ArrayList<>();
        for (RedisServer master : masters) {
            String cursor = "0";
            do {
                List<?> page = master.callForList("SCAN", cursor, "COUNT", "1000");
                cursor = String.valueOf(page.get(0));
                for (Object key : (List<?>) Objects.requireNonNull(page.get(1))) {
                    keys.add(String.valueOf(key));
                }
            } while (!cursor.equals("0"));
        }
        return keys;
    }
}
