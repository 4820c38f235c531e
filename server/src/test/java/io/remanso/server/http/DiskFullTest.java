package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more bytes: the limit on the size of files stands in for it. */
class DiskFullTest {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir Path storage;

    @Test
    void a_full_disk_is_503_changes_nothing_and_passes() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "prlimit of util-linux sets the limit");
        byte[] large = People.csv(100_000).getBytes(StandardCharsets.UTF_8);
        try (ServerProcess server = ServerProcess.start(storage, Map.of())) {
            Client client = server.client();
            String session = client.session(People.csv());
            String before = client.csv(session);

            limitFiles(server, Long.toString(1 << 20));
            Answer raw = client.raw("POST", "/api/v1/sessions?filename=big.csv", large);
            Answer form = client.form("POST", "/api/v1/sessions", "big.csv", large, Map.of());
            Answer staged = client.raw("POST", "/api/v1/uploads?filename=big.csv", large);
            Answer replaced = client.raw("PUT", session + "/data?filename=big.csv", large);

            for (Answer answer : List.of(raw, form, staged, replaced)) {
                assertThat(answer.problem()).isEqualTo("503 storage_unavailable");
                assertThat(answer.header("Retry-After")).isNotEmpty();
                assertThat(answer.text()).doesNotContain(storage.toString());
            }
            assertThat(client.csv(session)).isEqualTo(before);
            assertThat(client.get("/").json().get("active_sessions").intValue()).isEqualTo(1);
            assertThat(Folders.inFlight(storage)).isEmpty();

            limitFiles(server, "1");
            Answer step =
                    client.operation(
                            session,
                            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}");
            assertThat(step.problem()).isEqualTo("503 storage_unavailable");
            assertThat(client.csv(session)).isEqualTo(before);
            assertThat(client.get(session + "/history").json()).hasSize(1);

            limitFiles(server, "unlimited");
            assertThat(client.post(session + "/undo", "").problem())
                    .isEqualTo("409 nothing_to_undo");
            assertThat(client.raw("POST", "/api/v1/sessions?filename=big.csv", large).status())
                    .isEqualTo(201);
        }
    }

    private static void limitFiles(ServerProcess server, String bytes)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                PRLIMIT.toString(),
                                "--pid",
                                Long.toString(server.pid()),
                                "--fsize=" + bytes + ":unlimited")
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isZero();
    }
}
