package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the server says of itself, and what it answers to what is no call at all. */
class PagesTest {

    @TempDir static Path storage;
    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(storage);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_root_is_json_for_programs_and_a_page_for_browsers() {
        JsonNode json = client.get("/").json();
        assertThat(json.get("name").stringValue()).isEqualTo("remanso");
        assertThat(json.get("backend_type").stringValue()).isEqualTo("inmemory");
        assertThat(json.get("version").stringValue()).isNotEmpty();
        assertThat(json.get("active_sessions").isInt()).isTrue();

        Answer page = client.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("<title>Remanso</title>");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(client.get("/ui/app.js").header("Content-Type")).contains("javascript");
        assertThat(client.get("/ui/steps.js").status()).isEqualTo(200);
        assertThat(client.get("/ui/app.css").header("Content-Type")).startsWith("text/css");
    }

    @Test
    void health_tells_the_backend_and_its_folders() {
        JsonNode health = client.get("/health").json();
        assertThat(health.get("status").stringValue()).isEqualTo("healthy");
        assertThat(health.get("redis").stringValue()).isEqualTo("disabled");
        assertThat(java.time.Instant.parse(health.get("timestamp").stringValue()))
                .isBeforeOrEqualTo(java.time.Instant.now());

        JsonNode detailed = client.get("/health/storage").json();
        assertThat(detailed.get("status").stringValue()).isEqualTo("healthy");
        assertThat(detailed.get("backend_class").stringValue()).isEqualTo("InMemoryBackend");
        assertThat(detailed.get("reachable").booleanValue()).isTrue();
        assertThat(detailed.get("latency_ms").doubleValue()).isNotNegative();
        assertThat(detailed.get("redis_enabled").booleanValue()).isFalse();
        assertThat(detailed.get("storage_dirs").get("sessions").stringValue())
                .isEqualTo(storage.resolve("sessions").toString());
        assertThat(detailed.get("storage_dirs").get("temp_exists").booleanValue()).isTrue();
    }

    @Test
    void the_calls_describe_themselves() {
        JsonNode document = client.get("/v3/api-docs").json();
        assertThat(document.get("info").get("title").stringValue()).isEqualTo("Remanso");
        assertThat(document.get("paths").propertyNames())
                .contains(
                        "/api/v1/uploads",
                        "/api/v1/sessions",
                        "/api/v1/sessions/{id}/operations",
                        "/api/v1/sessions/{id}/undo",
                        "/api/v1/sessions/{id}/profile",
                        "/health/storage");
        for (JsonNode path : document.get("paths")) {
            assertThat(StreamSupport.stream(path.spliterator(), false))
                    .allSatisfy(call -> assertThat(call.path("summary").asString("")).isNotEmpty());
        }
        assertThat(memberNames(document.get("components").get("schemas")))
                .contains("ttl_seconds", "version_id", "text_lengths", "row_id")
                .allMatch(name -> name.matches("[a-z_]+"));
        JsonNode create = document.get("paths").get("/api/v1/sessions").get("post");
        assertThat(create.get("responses").propertyNames()).containsExactly("201", "default");
        assertThat(create.get("requestBody").get("content").propertyNames())
                .containsExactly("multipart/form-data", "text/csv", "application/json");
        Answer ui = client.get("/swagger-ui");
        assertThat(ui.status()).isEqualTo(302);
        assertThat(client.get(ui.header("Location")).text()).contains("swagger-ui");
    }

    private static List<String> memberNames(JsonNode schemas) {
        return schemas.valueStream()
                .flatMap(schema -> schema.path("properties").propertyNames().stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | text/html",
                "*/* | application/json",
                "text/html;q=0 | application/json",
                "application/json, text/html;q=0.5 | application/json",
                "nonsense | application/json",
            })
    void the_root_answers_what_is_preferred(String accept, String type) {
        assertThat(client.get("/", "Accept", accept).header("Content-Type")).isEqualTo(type);
    }

    @Test
    void metrics_are_for_prometheus_and_name_no_path_of_the_disk() {
        client.session("a\n1\n");
        Answer metrics = client.get("/actuator/prometheus");
        assertThat(metrics.text())
                .contains("http_server_requests_seconds_count")
                .contains("remanso_sessions_active")
                .contains("remanso_jobs_pending")
                .doesNotContain(storage.toString());
        assertThat(client.get("/actuator/env").problem()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a|b<> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/sessions/a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: minus\r\nConnection: close\r\n\r\n",
            })
    void what_is_no_request_is_400_without_a_word_too_many(String request) throws IOException {
        try (RawConnection connection = new RawConnection(client)) {
            connection.send(request);
            String answer = connection.readAll();
            assertThat(answer).startsWith("HTTP/1.1 400");
            assertThat(answer).doesNotContain("Tomcat", "java.", "org.apache");
        }
    }

    @Test
    void an_unknown_address_is_a_problem_too() {
        assertThat(client.get("/nothing/here").problem()).isEqualTo("404 not_found");
        assertThat(client.get("/ui/nothing.js").problem()).isEqualTo("404 not_found");
        assertThat(client.post("/", "{}").problem()).isEqualTo("405 method_not_allowed");
    }
}
