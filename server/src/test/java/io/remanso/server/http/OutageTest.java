package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away under a running server and comes back. */
class OutageTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

    private static final int CALLERS = 200;

    @TempDir Path storage;

    @Test
    void what_was_read_is_served_as_stale_and_writes_are_refused_until_redis_is_back() {
        try (RedisServer redis = RedisServer.start("appendonly yes", "appendfsync always");
                ServerProcess server =
                        ServerProcess.start(storage, RedisEnvironment.of(redis.url(), 3))) {
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            String rows = session + "/rows";
            String seen = client.get(rows).text();
            client.get(session + "/intentional-missing");

            redis.kill();
            Answer stale = client.get(rows);
            assertThat(stale.status()).isEqualTo(200);
            assertThat(stale.text()).isEqualTo(seen);
            assertThat(stale.header("Warning")).startsWith("110 ");
            Answer export = client.get(session + "/data");
            assertThat(export.text()).isEqualTo("id,age\r\n1,\r\n2,30\r\n");
            assertThat(export.header("Warning")).startsWith("110 ");
            for (String read : List.of("/intentional-missing", "/diff?from=1&to=1")) {
                Answer marked = client.get(session + read);
                assertThat(marked.status()).as(read).isEqualTo(200);
                assertThat(marked.header("Warning")).as(read).startsWith("110 ");
            }
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

    @Test
    void a_slow_redis_is_waited_for() {
        try (RedisServer redis = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.before(redis);
                TestServer server =
                        TestServer.start(storage, RedisEnvironment.properties(proxy.url()))) {
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            proxy.delayRequests(Duration.ofMillis(500));

            assertThat(client.operation(session, FILL).status()).isEqualTo(200);
            assertThat(client.csv(session)).isEqualTo("id,age\r\n1,30\r\n2,30\r\n");
        }
    }

    @Test
    void in_a_black_hole_every_request_is_answered_and_no_threads_pile_up() throws Exception {
        try (RedisServer redis = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.before(redis);
                ServerProcess server =
                        ServerProcess.start(storage, RedisEnvironment.of(proxy.url(), 3))) {
            Client client = server.client();
            String session = client.session("id,age\n1,\n2,30\n");
            int before = threads(server);
            proxy.blackHole();

            ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(
                        Thread.ofVirtual()
                                .start(() -> answers.add(client.operation(session, FILL))));
            }
            int most = before;
            for (Thread caller : callers) {
                while (!caller.join(Duration.ofMillis(20))) {
                    most = Math.max(most, threads(server));
                }
            }

            assertThat(answers).hasSize(CALLERS);
            assertThat(answers)
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.header("Retry-After")).isNotEmpty();
                    });
            assertThat(most - before).isLessThan(CALLERS / 4);
            proxy.dropConnections();
            proxy.heal();
            Await.until(
                    "the server writes again",
                    () -> client.operation(session, FILL).status() == 200);
        }
    }

    /** Threads of the system that the process has. */
    private static int threads(ServerProcess server) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + server.pid(), "task"))) {
            return (int) tasks.count();
        }
    }
}
