package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and tables over the limits. */
class LimitsTest {

    private static final String RAW = "/api/v1/sessions?filename=big.csv";

    @TempDir static Path storage;
    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(storage, "max-upload-mb=300", "max-dataframe-size-mb=4");
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothing_stays() {
        assertThat(Folders.inFlight(storage)).isEmpty();
        assertThat(client.get("/").json().get("active_sessions").intValue()).isZero();
    }

    @Test
    void a_table_over_the_limit_is_413() {
        byte[] csv = People.csv(200_000).getBytes(StandardCharsets.UTF_8);

        assertThat(client.raw("POST", RAW, csv).problem()).isEqualTo("413 table_too_large");
    }

    @Test
    void a_hundred_thousand_columns_are_refused() {
        String names =
                IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String values =
                IntStream.range(0, 100_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        byte[] csv = (names + "\n" + values + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(client.raw("POST", RAW, csv).problem()).isEqualTo("422 unreadable_file");
    }

    @Test
    void a_single_line_of_200_megabytes_is_refused() {
        BodyPublisher line = streamed(200, "x".repeat(1 << 20));

        assertThat(client.send("POST", RAW, line).problem()).isEqualTo("422 unreadable_file");
    }

    @Test
    void an_upload_over_the_limit_is_413_however_it_is_sent(@TempDir Path other) {
        try (TestServer small = TestServer.start(other, "max-upload-mb=1")) {
            byte[] csv = "1,2\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (String path : new String[] {"/api/v1/sessions", "/api/v1/uploads"}) {
                assertThat(small.client().raw("POST", path + "?filename=big.csv", csv).problem())
                        .isEqualTo("413 upload_too_large");
                assertThat(
                                small.client()
                                        .send(
                                                "POST",
                                                path + "?filename=big.csv",
                                                streamed(4, "12345,\n".repeat(1 << 17)))
                                        .problem())
                        .isEqualTo("413 upload_too_large");
                assertThat(small.client().form("POST", path, "big.csv", csv, Map.of()).problem())
                        .isEqualTo("413 upload_too_large");
            }
            assertThat(Folders.inFlight(other)).isEmpty();
        }
    }

    /** So many megabytes of the same text, sent in chunks. */
    private static BodyPublisher streamed(int megabytes, String megabyte) {
        byte[] bytes = megabyte.getBytes(StandardCharsets.UTF_8);
        Supplier<InputStream> body = () -> repeated(megabytes, bytes);
        return BodyPublishers.ofInputStream(body);
    }

    private static InputStream repeated(int times, byte[] bytes) {
        return new SequenceInputStream(
                java.util.Collections.enumeration(
                        IntStream.range(0, times)
                                .mapToObj(
                                        i -> (InputStream) new java.io.ByteArrayInputStream(bytes))
                                .toList()));
    }
}
