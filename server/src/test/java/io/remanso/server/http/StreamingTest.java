package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files larger than the heap of the server, in and out. */
class StreamingTest {

    private static final int ROWS = 1_500_000;
    private static final int HEAP_MB = 96;

    @TempDir Path folder;

    @Test
    void a_file_larger_than_the_heap_passes_through() throws Exception {
        Path file = folder.resolve("large.csv");
        write(file);
        assertThat(Files.size(file)).isGreaterThan((long) HEAP_MB << 20);
        try (ServerProcess server =
                        ServerProcess.launch(
                                folder.resolve("storage"),
                                List.of("-Xmx" + HEAP_MB + "m"),
                                Map.of());
                HttpClient http = HttpClient.newHttpClient()) {
            Client client = server.client();
            HttpResponse<InputStream> created =
                    http.send(
                            HttpRequest.newBuilder(
                                            client.root()
                                                    .resolve("/api/v1/sessions?filename=large.csv"))
                                    .POST(BodyPublishers.ofFile(file))
                                    .build(),
                            BodyHandlers.ofInputStream());
            JsonNode metadata = JsonMapper.shared().readTree(created.body());
            assertThat(created.statusCode()).as(metadata + "\n" + server.output()).isEqualTo(201);
            assertThat(metadata.get("shape").get(0).intValue()).isEqualTo(ROWS);
            String session = "/api/v1/sessions/" + metadata.get("session_id").stringValue();

            HttpResponse<Path> exported =
                    http.send(
                            HttpRequest.newBuilder(client.root().resolve(session + "/data"))
                                    .build(),
                            BodyHandlers.ofFile(folder.resolve("exported.csv")));

            assertThat(exported.statusCode()).isEqualTo(200);
            assertThat(Files.mismatch(file, exported.body())).isEqualTo(-1);
            assertThat(client.get(session + "/rows?offset=1499990").json().get("rows")).hasSize(10);
        }
    }

    /**
     * Lines as the export writes them: 16 hexadecimal digits per cell, which no number type takes.
     */
    private static void write(Path file) throws IOException {
        HexFormat hex = HexFormat.of();
        try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("a,b,c,d\r\n".getBytes(StandardCharsets.UTF_8));
            for (long row = 1; row <= ROWS; row++) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= 4; column++) {
                    line.append(column > 1 ? "," : "")
                            .append('x')
                            .append(hex.toHexDigits(row * column * 0x9E3779B97F4A7C15L));
                }
                out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
