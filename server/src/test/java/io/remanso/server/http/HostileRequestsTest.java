package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are made to harm: too much, too deep, of another form, or with a hidden line. */
class HostileRequestsTest {

    private static final byte[] CSV = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

    @TempDir static Path storage;
    private static TestServer server;
    private static Client client;
    private String session;
    private String before;

    @BeforeAll
    static void start() {
        server = TestServer.start(storage);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void make_a_session() {
        session = client.session("code,name\n001, Ada \n002,Bob\n");
        before = state();
    }

    @AfterEach
    void nothing_has_changed_and_nothing_is_left() {
        assertThat(state()).isEqualTo(before);
        assertThat(Folders.inFlight(storage)).isEmpty();
    }

    private String state() {
        return client.csv(session)
                + client.get(session + "/history").text()
                + client.get(session + "/audit").text();
    }

    @Test
    void a_body_that_is_not_json_by_its_type_is_415() {
        for (String type : new String[] {"application/yaml", "application/xml", "text/plain"}) {
            Answer answer =
                    client.send(
                            "POST",
                            session + "/operations",
                            BodyPublishers.ofString("operation: trim_whitespace\ncolumns: [name]"),
                            "Content-Type",
                            type);
            assertThat(answer.problem()).isEqualTo("415 unsupported_media_type");
        }
    }

    @Test
    void a_json_body_of_more_than_32_megabytes_is_413() {
        String message = "{\"message\": \"%s\"}".formatted("x".repeat(33 << 20));

        assertThat(client.post(session + "/audit", message).problem())
                .isEqualTo("413 upload_too_large");
    }

    @Test
    void a_json_body_of_more_than_five_million_values_is_413() {
        String cells = "{\"columns\": {\"name\": [%s0]}}".formatted("0,".repeat(5_000_000));

        assertThat(client.post(session + "/intentional-missing", cells).problem())
                .isEqualTo("413 upload_too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "40, 422 invalid_parameter",
        "400, 422 invalid_parameter",
        "600, 400 malformed_json"
    })
    void a_condition_that_is_nested_too_deep_is_refused(int depth, String problem) {
        String where = "{\"column\": \"name\", \"op\": \"is_null\"}";
        String nested = "{\"not\":".repeat(depth) + where + "}".repeat(depth);
        Answer answer =
                client.operation(
                        session,
                        "{\"operation\": \"filter_rows\", \"where\": %s}".formatted(nested));

        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.text()).doesNotContain("StreamReadConstraints");
    }

    @Test
    void a_recipe_of_more_than_a_thousand_steps_is_refused() {
        String step = "{\"operation\": \"trim_whitespace\", \"columns\": [\"name\"]}";
        String steps =
                IntStream.rangeClosed(0, 1_000)
                        .mapToObj(i -> step)
                        .collect(Collectors.joining(","));
        Answer answer = client.post(session + "/recipe", "{\"steps\": [%s]}".formatted(steps));

        assertThat(answer.problem()).isEqualTo("422 invalid_parameter");
        assertThat(answer.json().get("detail").stringValue())
                .isEqualTo("A recipe has at most 1,000 steps, got 1,001; apply it in parts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*)*x"})
    void a_pattern_that_would_try_for_ever_is_done_at_once(String pattern) {
        String other = client.session("t\n" + ("a".repeat(60) + "!\n").repeat(1_000));
        Answer answer =
                client.operation(
                        other,
                        "{\"operation\": \"filter_rows\", \"where\": {\"column\": \"t\", \"op\": \"matches\", \"value\": \"%s\"}}"
                                .formatted(pattern));

        assertThat(answer.json().get("rows_after").intValue()).isZero();
    }

    @Test
    void an_upload_whose_chunks_are_broken_is_400() throws IOException {
        try (RawConnection raw = new RawConnection(client)) {
            raw.send(
                    "POST /api/v1/sessions?filename=a.csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\na,b\n1\r\nzz\r\n");
            assertThat(raw.readAll())
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"code\":\"malformed_request\"");
        }
    }

    @Test
    void a_form_with_too_many_or_too_long_fields_is_413() {
        Map<String, String> many =
                IntStream.range(0, 100)
                        .boxed()
                        .collect(Collectors.toMap(i -> "field" + i, i -> "x"));
        for (Map<String, String> fields : List.of(many, Map.of("types", "x".repeat(3 << 20)))) {
            Answer answer = client.form("POST", "/api/v1/sessions", "a.csv", CSV, fields);
            assertThat(answer.problem()).isEqualTo("413 upload_too_large");
            assertThat(answer.json().get("detail").stringValue())
                    .startsWith("A form may have at most 50 fields");
        }
    }

    @Test
    void a_name_cannot_bring_a_line_into_headers_history_or_audit() {
        Answer made =
                client.raw("POST", "/api/v1/sessions?filename=a%0D%0ASet-Cookie:%20b.csv", CSV);
        assertThat(made.json().get("filename").stringValue()).isEqualTo("a Set-Cookie: b.csv");
        String path = made.header("Location");
        Answer file = client.get(path + "/data");
        assertThat(file.header("Content-Disposition")).contains("a Set-Cookie: b.csv");
        assertThat(file.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(client.get(path + "/history").text()).contains("Imported 'a Set-Cookie: b.csv'");

        assertThat(client.patch(path, "{\"filename\": \"a\\r\\nb.csv\"}").problem())
                .isEqualTo("422 invalid_parameter");
        client.post(
                path + "/audit",
                "{\"message\": \"one\\r\\n[2020-01-01 00:00:00] two\\u001b[31m\"}");
        assertThat(client.get(path + "/audit").json().get("entries").get(1).stringValue())
                .endsWith("] one [2020-01-01 00:00:00] two [31m");
    }

    @Test
    void names_of_columns_are_data_wherever_they_go() {
        String names = "\"say \"\"hi\"\"\",\"two\nlines\",😀,\"c0\"\"; DROP TABLE t; --\"";
        String other = client.session(names + "\nx,,1,=1+1\n,y,2,@SUM(A1)\n");
        String step =
                "{\"operation\": \"fill_nulls\", \"columns\": [\"say \\\"hi\\\"\", \"two\\nlines\"], \"strategy\": \"mode\"}";

        assertThat(client.operation(other, step).status()).isEqualTo(200);
        assertThat(client.csv(other)).isEqualTo(names + "\r\nx,y,1,=1+1\r\nx,y,2,@SUM(A1)\r\n");
        for (String read :
                new String[] {"/profile", "/rows", "/diff?from=1&to=2", "/data?format=json"}) {
            assertThat(client.get(other + read).text()).contains("two\\nlines");
        }
    }
}
