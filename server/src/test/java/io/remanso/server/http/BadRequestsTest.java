package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that must be refused: each gets its problem and changes nothing. */
class BadRequestsTest {

    @TempDir static Path storage;
    private static TestServer server;
    private static Client client;
    private String session;
    private String before;
    private long sessions;

    @BeforeAll
    static void start() {
        server = TestServer.start(storage);
        client = server.client();
    }

    @BeforeEach
    void make_a_session() {
        session = client.session("code,name,age\n001, Ada ,\n002,Bob,30\n");
        before = client.csv(session) + client.get(session + "/history").text();
        sessions = active();
    }

    @AfterEach
    void nothing_has_changed() {
        assertThat(client.csv(session) + client.get(session + "/history").text()).isEqualTo(before);
        assertThat(active()).isEqualTo(sessions);
    }

    private static long active() {
        return client.get("/").json().get("active_sessions").longValue();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"operation\": \"explode\"} | unknown_operation",
                "{\"operation\": 5} | invalid_parameter",
                "{\"columns\": [\"age\"]} | invalid_parameter",
                "[] | invalid_parameter",
                "{\"operation\": \"fill_nulls\", \"columns\": [\"height\"], \"strategy\": \"mean\"} | unknown_column",
                "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"guess\"} | invalid_parameter",
                "{\"operation\": \"fill_nulls\", \"columns\": \"age\", \"strategy\": \"mean\"} | invalid_parameter",
                "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\", \"speed\": 1} | invalid_parameter",
                "{\"operation\": \"fill_nulls\", \"columns\": [\"name\"], \"strategy\": \"mean\"} | invalid_parameter",
                "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"constant\", \"value\": \"old\"} | invalid_parameter",
                "{\"operation\": \"convert_type\", \"columns\": [\"name\"], \"to\": \"int64\"} | invalid_parameter",
                "{\"operation\": \"convert_type\", \"columns\": [\"name\"], \"to\": \"number\"} | invalid_parameter",
                "{\"operation\": \"rename_columns\", \"mapping\": {\"age\": \"name\"}} | invalid_parameter",
                "{\"operation\": \"filter_rows\", \"where\": {\"column\": \"age\", \"op\": \"~=\", \"value\": 1}} | invalid_parameter",
            })
    void a_step_that_cannot_be_done_is_422(String operation, String code) {
        assertThat(client.operation(session, operation).problem()).isEqualTo("422 " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/rows?limit=-1 | 422 invalid_parameter",
                "/rows?limit=10001 | 422 invalid_parameter",
                "/rows?limit=ten | 422 invalid_parameter",
                "/rows?limit=99999999999 | 422 invalid_parameter",
                "/rows?offset=-1 | 422 invalid_parameter",
                "/rows?columns=height | 422 unknown_column",
                "/rows?colums=age | 422 invalid_parameter",
                "/rows?limit=1&limit=2 | 422 invalid_parameter",
                "/rows?version=9 | 404 version_not_found",
                "/rows?version=one | 422 invalid_parameter",
                "/data?format=docx | 422 invalid_parameter",
                "/data?version=9 | 404 version_not_found",
                "/diff?from=1 | 422 invalid_parameter",
                "/diff?from=1&to=2 | 404 version_not_found",
                "/diff?from=1&to=1&limit=-1 | 422 invalid_parameter",
                "/profile?columns=height | 422 unknown_column",
                "/nothing | 404 not_found",
            })
    void a_read_that_makes_no_sense_is_refused(String path, String problem) {
        assertThat(client.get(session + path).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "*",
                "..",
                "%2e%2e%2f%2e%2e%2fetc",
                "..%2F..%2Fsessions",
                "..%5C..%5Cwindows",
                "a%00b",
                "%25",
                "a%0Ab",
                "-rf",
            })
    void an_id_that_is_no_session_is_404(String id) {
        for (String path : new String[] {"", "/rows", "/data", "/history", "/audit", "/profile"}) {
            Answer answer = client.get("/api/v1/sessions/" + id + path);
            assertThat(answer.status()).as("%s%s: %s", id, path, answer.text()).isIn(404, 400);
            assertThat(answer.code()).isIn("session_not_found", "not_found", "malformed_request");
        }
        assertThat(client.delete("/api/v1/sessions/" + id).status()).isIn(404, 400, 405);
        assertThat(
                        client.operation(
                                        "/api/v1/sessions/" + id,
                                        "{\"operation\": \"drop_columns\", \"columns\": [\"age\"]}")
                                .status())
                .isIn(404, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POST | /restore | {\"version_id\": 1, \"force\": true} | 422 invalid_parameter",
                "POST | /restore | {\"version_id\": \"1\"} | 422 invalid_parameter",
                "POST | /restore | {\"version_id\": 1.5} | 422 invalid_parameter",
                "POST | /restore | {\"version_id\": null} | 422 invalid_parameter",
                "POST | /restore | {} | 422 invalid_parameter",
                "POST | /restore | [1] | 422 invalid_parameter",
                "POST | /restore | {\"version_id\": | 400 malformed_json",
                "POST | /restore | {\"version_id\": 1} x | 400 malformed_json",
                "POST | /restore | {\"version_id\": 1, \"version_id\": 1} | 400 malformed_json",
                "POST | /restore | ~~ | 400 malformed_json",
                "POST | /operations | {\"operation\" | 400 malformed_json",
                "POST | /touch | {\"ttl_seconds\": 0} | 422 invalid_parameter",
                "POST | /touch | {\"ttl_seconds\": -5} | 422 invalid_parameter",
                "POST | /touch | {\"ttl_seconds\": 99999999999} | 422 invalid_parameter",
                "POST | /touch | {\"ttl\": 5} | 422 invalid_parameter",
                "POST | /undo | {\"steps\": 2} | 422 invalid_parameter",
                "POST | /redo | [1] | 422 invalid_parameter",
                "POST | /audit | {\"message\": 5} | 422 invalid_parameter",
                "POST | /audit | {} | 422 invalid_parameter",
                "PATCH | ~~ | {\"session_id\": \"mine\"} | 422 invalid_parameter",
                "PATCH | ~~ | {\"attributes\": [1]} | 422 invalid_parameter",
                "PUT | /intentional-missing | {\"column\": \"height\", \"rows\": [0]} | 422 unknown_column",
                "PUT | /intentional-missing | {\"column\": \"age\", \"rows\": [5]} | 422 invalid_parameter",
                "PUT | /intentional-missing | {\"column\": \"age\", \"rows\": [1]} | 422 invalid_parameter",
                "PUT | /intentional-missing | {\"column\": \"age\", \"rows\": [-1]} | 422 invalid_parameter",
                "PUT | /intentional-missing | {\"column\": \"age\", \"rows\": [null]} | 422 invalid_parameter",
                "PUT | /intentional-missing | {\"column\": \"age\"} | 422 invalid_parameter",
                "POST | /intentional-missing | {\"columns\": {\"age\": [9]}} | 422 invalid_parameter",
                "POST | /recipe | {\"steps\": [{\"operation\": \"explode\"}]} | 422 unknown_operation",
                "POST | /recipe | {\"steps\": {}} | 422 invalid_parameter",
            })
    void a_body_of_another_form_is_refused(
            String method, String path, String body, String problem) {
        assertThat(client.json(method, session + path, body).problem()).isEqualTo(problem);
    }

    @Test
    void a_refusal_says_what_is_wrong_and_what_is_right() {
        Answer unknown = client.post(session + "/restore", "{\"version_id\": 1, \"force\": true}");
        assertThat(unknown.json().get("detail").stringValue())
                .isEqualTo("The body has no member 'force'; its members are: version_id");
        assertThat(
                        client.post(session + "/undo", "{\"steps\": 2}")
                                .json()
                                .get("detail")
                                .stringValue())
                .isEqualTo("This call takes no body; it has a member 'steps'");
        assertThat(unknown.json().get("status").intValue()).isEqualTo(422);
        assertThat(unknown.json().get("title").stringValue()).isEqualTo("Invalid parameter");
        assertThat(unknown.json().get("type").stringValue())
                .isEqualTo("urn:remanso:problem:invalid_parameter");

        assertThat(client.get(session + "/rows?limit=ten").json().get("detail").stringValue())
                .isEqualTo("Parameter 'limit' must be a whole number, got 'ten'");
        assertThat(client.get(session + "/rows?colums=age").json().get("detail").stringValue())
                .isEqualTo(
                        "This call knows the parameters columns, limit, offset, version, got 'colums'");
    }

    @Test
    void other_methods_and_media_types_are_refused() {
        Answer method = client.send("PUT", session + "/undo", BodyPublishers.noBody());
        assertThat(method.problem()).isEqualTo("405 method_not_allowed");
        assertThat(method.header("Allow")).contains("POST");

        assertThat(client.get(session + "/rows", "Accept", "text/csv").problem())
                .isEqualTo("406 not_acceptable");
        assertThat(
                        client.send(
                                        "POST",
                                        session + "/restore",
                                        BodyPublishers.ofString("version_id=1"),
                                        "Content-Type",
                                        "text/plain")
                                .problem())
                .isEqualTo("415 unsupported_media_type");
    }

    @Test
    void a_page_of_another_site_cannot_change_anything() {
        assertThat(
                        client.operation(
                                        session,
                                        "{\"operation\": \"trim_whitespace\", \"columns\": [\"name\"]}",
                                        "Sec-Fetch-Site",
                                        "cross-site")
                                .problem())
                .isEqualTo("403 cross_origin_refused");
        assertThat(client.get(session, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(200);
    }

    @Test
    void files_that_are_no_table_are_refused() throws IOException {
        assertUnreadable("empty.csv", new byte[0]);
        byte[] binary = new byte[20_000];
        new java.util.Random(7).nextBytes(binary);
        assertUnreadable("binary.csv", binary);
        assertUnreadable("program.csv", program());
    }

    /** The bytes of this class. */
    private static byte[] program() throws IOException {
        try (InputStream bytes =
                BadRequestsTest.class.getResourceAsStream("BadRequestsTest.class")) {
            return Objects.requireNonNull(bytes).readAllBytes();
        }
    }

    private void assertUnreadable(String name, byte[] file) {
        for (String path : new String[] {"/api/v1/sessions", "/api/v1/uploads"}) {
            Answer answer = client.form("POST", path, name, file, Map.of());
            assertThat(answer.problem()).as(name).isEqualTo("422 unreadable_file");
        }
        assertThat(client.raw("PUT", session + "/data?filename=" + name, file).problem())
                .isEqualTo("422 unreadable_file");
    }

    @Test
    void uploads_without_a_file_or_with_unknown_options_are_refused() {
        byte[] csv = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(client.raw("POST", "/api/v1/sessions", csv).problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(client.raw("POST", "/api/v1/uploads", csv).problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(
                        client.form(
                                        "POST",
                                        "/api/v1/sessions",
                                        "a.csv",
                                        csv,
                                        Map.of("delimeter", ";"))
                                .problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(
                        client.form(
                                        "POST",
                                        "/api/v1/sessions",
                                        "a.csv",
                                        csv,
                                        Map.of("ttl_seconds", "soon"))
                                .problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(
                        client.form(
                                        "POST",
                                        "/api/v1/sessions",
                                        "a.csv",
                                        csv,
                                        Map.of("encoding", "klingon"))
                                .problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(
                        client.send(
                                        "POST",
                                        "/api/v1/sessions",
                                        BodyPublishers.ofByteArray(csv),
                                        "Content-Type",
                                        "multipart/form-data; boundary=x")
                                .problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(client.post("/api/v1/sessions", "{\"temp_id\": \"gone\"}").problem())
                .isEqualTo("404 upload_not_found");
        assertThat(client.post("/api/v1/sessions", "{\"temp_id\": \"../x\"}").problem())
                .isEqualTo("404 upload_not_found");
        assertThat(client.delete("/api/v1/uploads/gone").problem())
                .isEqualTo("404 upload_not_found");
    }
}
