package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that is killed at random instants while clients commit. After each restart every
 * acknowledged commit is there, what was under way is there wholly or not at all, and nothing is
 * left in flight. {@code make torture} does it as often as asked.
 */
class KillTest {

    private static final int CLIENTS = 4;
    private static final int KILLS = Integer.getInteger("torture.kills", 4);
    private static final long SEED = Long.getLong("torture.seed", System.nanoTime());
    private static final Map<String, String> SETTINGS = Map.of("MAX_VERSIONS", "10000");

    @TempDir Path storage;

    /** A session with one writer, who knows what was acknowledged. */
    private static final class Writer {

        private final String session;
        private int acknowledged;

        Writer(Client client) {
            session = client.session("a,b\nv0,v0\nx,x\n");
        }

        /** Sets both columns of the first row to the same value, until the server is gone. */
        void write(Client client, AtomicInteger commits) {
            try {
                while (true) {
                    int next = acknowledged + 1;
                    Answer answer =
                            client.operation(
                                    session,
                                    "{\"operation\": \"set_cells\", \"cells\": [{\"row\": 0, \"column\": \"a\", \"value\": \"v%d\"}, {\"row\": 0, \"column\": \"b\", \"value\": \"v%d\"}]}"
                                            .formatted(next, next));
                    if (answer.status() != 200) {
                        throw new AssertionError(answer.status() + answer.text());
                    }
                    acknowledged = next;
                    commits.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                // killed: the last commit was not acknowledged
            }
        }

        /** What is stored, which may be one commit ahead of what was acknowledged. */
        void check(Client client) {
            List<String> possible = List.of(table(acknowledged), table(acknowledged + 1));
            String stored = client.csv(session);
            assertThat(stored).isIn(possible);
            int landed = acknowledged + possible.indexOf(stored);
            JsonNode history = client.get(session + "/history").json();
            assertThat(history).hasSize(1 + landed);
            assertThat(history.get(landed).get("version_id").intValue()).isEqualTo(1 + landed);
            assertThat(history.get(landed).get("current").booleanValue()).isTrue();
            acknowledged = landed;
        }

        private static String table(int value) {
            return "a,b\r\nv%d,v%d\r\nx,x\r\n".formatted(value, value);
        }
    }

    @Test
    void every_acknowledged_commit_outlives_a_kill() throws Exception {
        System.out.printf("%d kills with torture.seed=%d%n", KILLS, SEED);
        Random random = new Random(SEED);
        List<Writer> writers = new ArrayList<>();
        AtomicInteger commits = new AtomicInteger();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = ServerProcess.start(storage, SETTINGS)) {
                Client client = server.client();
                assertThat(Folders.inFlight(storage)).isEmpty();
                writers.forEach(writer -> writer.check(client));
                while (writers.size() < CLIENTS) {
                    writers.add(new Writer(client));
                }
                int killAfter = commits.get() + random.nextInt(200);
                writeUntilKilled(server, writers, commits, killAfter, random.nextInt(2_000));
            }
        }
        try (ServerProcess server = ServerProcess.start(storage, SETTINGS)) {
            writers.forEach(writer -> writer.check(server.client()));
            assertThat(Folders.inFlight(storage)).isEmpty();
        }
    }

    private static void writeUntilKilled(
            ServerProcess server,
            List<Writer> writers,
            AtomicInteger commits,
            int killAfter,
            int spins)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Writer writer : writers) {
                running.add(threads.submit(() -> writer.write(server.client(), commits)));
            }
            Wait.until("enough was written", () -> commits.get() >= killAfter);
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            server.kill();
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
