package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several clients that write to one session at once. */
class ConcurrencyTest {

    private static final int CLIENTS = 6;
    private static final int WRITES = 20;

    @TempDir static Path storage;
    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(storage, "max-versions=1000");
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void writers_of_different_columns_all_land() throws Exception {
        String session = client.session("a,b,c,d,e,f\nx,x,x,x,x,x\n");

        atOnce(writer -> {
            for (int i = 1; i <= WRITES; i++) {
                Answer answer = client.operation(session, set(writer, i));
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            }
        });

        assertThat(client.csv(session)).isEqualTo("a,b,c,d,e,f\r\nv20,v20,v20,v20,v20,v20\r\n");
        assertThat(client.get(session + "/history").json()).hasSize(1 + CLIENTS * WRITES);
    }

    @Test
    void of_writers_of_one_column_each_lands_or_is_told_so() throws Exception {
        String session = client.session("a,b\nx,x\n");
        Map<Integer, Integer> landed = new ConcurrentSkipListMap<>();
        AtomicInteger refused = new AtomicInteger();

        atOnce(writer -> {
            for (int i = 1; i <= WRITES; i++) {
                int value = writer * 1000 + i;
                Answer answer = client.operation(session, set(0, value));
                if (answer.status() == 200) {
                    landed.put(answer.json().get("version").intValue(), value);
                } else {
                    assertThat(answer.problem()).isEqualTo("409 version_conflict");
                    refused.incrementAndGet();
                }
            }
        });

        assertThat(landed.size() + refused.get()).isEqualTo(CLIENTS * WRITES);
        Map<Integer, Integer> stored = new TreeMap<>();
        for (JsonNode version : client.get(session + "/history").json()) {
            int id = version.get("version_id").intValue();
            if (id > 1) {
                stored.put(
                        id,
                        Integer.parseInt(
                                version.get("operation")
                                        .get("cells")
                                        .get(0)
                                        .get("value")
                                        .stringValue()
                                        .substring(1)));
            }
        }
        assertThat(stored).isEqualTo(landed);
        int last = ((ConcurrentSkipListMap<Integer, Integer>) landed).lastEntry().getValue();
        assertThat(client.csv(session)).isEqualTo("a,b\r\nv%d,x\r\n".formatted(last));
    }

    @Test
    void of_writers_that_name_the_same_version_one_lands() throws Exception {
        String session = client.session("a,b,c,d,e,f\nx,x,x,x,x,x\n");
        AtomicInteger landed = new AtomicInteger();

        for (int round = 1; round <= 10; round++) {
            String version = "\"" + round + "\"";
            atOnce(writer -> {
                Answer answer = client.operation(session, set(writer, 1), "If-Match", version);
                if (answer.status() == 200) {
                    landed.incrementAndGet();
                } else {
                    assertThat(answer.problem()).isEqualTo("412 version_conflict");
                }
            });
            assertThat(landed.get()).isEqualTo(round);
        }
    }

    private interface Work {
        void run(int writer) throws Exception;
    }

    private static void atOnce(Work work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < CLIENTS; writer++) {
                int number = writer;
                done.add(
                        threads.submit(() -> {
                            work.run(number);
                            return null;
                        }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
    }

    private static String set(int column, int value) {
        return "{\"operation\": \"set_cells\", \"cells\": [{\"row\": 0, \"column\": \"%c\", \"value\": \"v%d\"}]}"
                .formatted('a' + column, value);
    }
}
