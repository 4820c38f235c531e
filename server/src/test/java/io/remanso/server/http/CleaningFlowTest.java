package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The main job from end to end: upload, fill, look back, undo, export, delete. */
class CleaningFlowTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";

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
    void a_table_is_uploaded_filled_undone_redone_restored_exported_and_deleted() {
        Answer created =
                client.form(
                        "POST",
                        "/api/v1/sessions",
                        "people.csv",
                        People.csv().getBytes(StandardCharsets.UTF_8),
                        Map.of());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode metadata = created.json();
        String session = created.header("Location");
        assertThat(session)
                .isEqualTo("/api/v1/sessions/" + metadata.get("session_id").stringValue());
        assertThat(metadata.get("shape").toString()).isEqualTo("[1000,4]");
        assertThat(metadata.get("dtypes").toString())
                .isEqualTo(
                        "{\"code\":\"string\",\"name\":\"string\",\"age\":\"int64\",\"income\":\"float64\"}");
        assertThat(metadata.get("import_report").get("records_read").intValue()).isEqualTo(1000);
        String before = client.csv(session);

        JsonNode filled = client.operation(session, FILL).json();
        assertThat(filled.get("action_summary").stringValue())
                .isEqualTo("Handle nulls in 'age' using mean");
        assertThat(filled.get("cells_changed").intValue()).isEqualTo(People.AGES_MISSING);
        assertThat(filled.get("columns_changed").toString()).isEqualTo("[\"age\"]");
        assertThat(filled.get("version").intValue()).isEqualTo(2);
        assertThat(filled.get("shape").toString()).isEqualTo("[1000,4]");
        String after = client.csv(session);
        assertThat(after).isNotEqualTo(before);

        JsonNode undone = client.post(session + "/undo", "").json();
        assertThat(undone.get("version").intValue()).isEqualTo(1);
        assertThat(client.csv(session)).isEqualTo(before);
        assertThat(client.post(session + "/undo", "").problem()).isEqualTo("409 nothing_to_undo");

        assertThat(client.post(session + "/redo", "").status()).isEqualTo(200);
        assertThat(client.csv(session)).isEqualTo(after);
        assertThat(client.post(session + "/redo", "").problem()).isEqualTo("409 nothing_to_redo");

        assertThat(client.post(session + "/restore", "{\"version_id\": 1}").status())
                .isEqualTo(200);
        assertThat(client.csv(session)).isEqualTo(before);
        assertThat(client.post(session + "/restore", "{\"version_id\": 9}").problem())
                .isEqualTo("404 version_not_found");

        assertThat(client.delete(session).status()).isEqualTo(204);
        assertThat(client.get(session).problem()).isEqualTo("404 session_not_found");
        assertThat(
                        client.send(
                                        "HEAD",
                                        session,
                                        java.net.http.HttpRequest.BodyPublishers.noBody())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void history_and_audit_say_what_was_done() {
        String session = client.session(People.csv());
        client.operation(session, FILL);
        client.post(session + "/undo", "");

        JsonNode history = client.get(session + "/history").json();
        assertThat(StreamSupport.stream(history.spliterator(), false))
                .extracting(
                        entry -> entry.get("version_id").intValue(),
                        entry -> entry.get("action_summary").stringValue(),
                        entry -> entry.get("current").booleanValue())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "Imported 'data.csv'", true),
                        org.assertj.core.groups.Tuple.tuple(
                                2, "Handle nulls in 'age' using mean", false));
        JsonNode audit = client.get(session + "/audit").json();
        assertThat(audit.get("initial_row_count").intValue()).isEqualTo(1000);
        assertThat(audit.get("entries").get(0).stringValue())
                .matches(
                        "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] Session created\\. Original file: 'data\\.csv'\\. Initial rows: 1000");
        Answer added = client.post(session + "/audit", "{\"message\": \"Checked by hand\"}");
        assertThat(added.status()).isEqualTo(201);
        JsonNode entries = added.json().get("entries");
        assertThat(entries.get(entries.size() - 1).stringValue()).endsWith("] Checked by hand");
    }

    @Test
    void a_dry_run_tells_the_result_and_changes_nothing() {
        String session = client.session(People.csv());

        JsonNode result = client.post(session + "/operations?dry_run=true", FILL).json();

        assertThat(result.get("cells_changed").intValue()).isEqualTo(People.AGES_MISSING);
        assertThat(client.get(session).json().get("current_version").intValue()).isEqualTo(1);
        assertThat(client.get(session + "/history").json()).hasSize(1);
    }

    @Test
    void clusters_are_found_first_and_united_when_they_are_right() {
        String session = client.session("city\nKöln\nköln\nKöln\nBonn\n");
        String step =
                "{\"operation\": \"cluster_values\", \"column\": \"city\", \"method\": \"fingerprint\", \"apply\": %s}";
        String clusters =
                "[{\"value\":\"Köln\",\"count\":3,\"values\":2,\"members\":[{\"value\":\"Köln\",\"count\":2},{\"value\":\"köln\",\"count\":1}]}]";

        for (String query : new String[] {"", "?dry_run=true"}) {
            JsonNode found =
                    client.post(session + "/operations" + query, step.formatted(false)).json();
            assertThat(found.get("clusters_found").intValue()).isEqualTo(1);
            assertThat(found.get("clusters")).hasToString(clusters);
            assertThat(found.get("version").intValue()).isEqualTo(1);
            assertThat(found.get("cells_changed").intValue()).isZero();
        }
        assertThat(client.get(session + "/history").json()).hasSize(1);
        assertThat(
                        client.post(
                                        session + "/recipe",
                                        "{\"steps\": [%s]}".formatted(step.formatted(false)))
                                .problem())
                .isEqualTo("422 invalid_parameter");

        JsonNode united = client.operation(session, step.formatted(true)).json();
        assertThat(united.get("version").intValue()).isEqualTo(2);
        assertThat(united.get("cells_changed").intValue()).isEqualTo(1);
        assertThat(united.get("clusters")).hasToString(clusters);
        assertThat(client.csv(session)).isEqualTo("city\r\nKöln\r\nKöln\r\nKöln\r\nBonn\r\n");
    }

    @Test
    void a_diff_lists_the_changed_cells() {
        String session = client.session("id,age\n1,\n2,30\n3,50\n");
        client.operation(session, FILL);

        JsonNode diff = client.get(session + "/diff?from=1&to=2").json();

        assertThat(diff.get("cells_changed").intValue()).isEqualTo(1);
        assertThat(diff.get("changes").toString())
                .isEqualTo("[{\"row_id\":0,\"column\":\"age\",\"before\":null,\"after\":40}]");
        assertThat(diff.get("rows_added").intValue()).isZero();
    }

    @Test
    void a_recipe_of_one_session_cleans_another() {
        String first = client.session(People.csv());
        client.operation(first, FILL);
        client.operation(
                first,
                "{\"operation\": \"sort_rows\", \"by\": [{\"column\": \"income\", \"descending\": true}]}");
        String second = client.session(People.csv());

        Answer recipe = client.get(first + "/recipe");
        Answer dry = client.post(second + "/recipe?dry_run=true", recipe.text());
        assertThat(dry.json().get("results")).hasSize(2);
        assertThat(client.get(second + "/history").json()).hasSize(1);
        Answer applied = client.post(second + "/recipe", recipe.text());

        assertThat(applied.json().get("results")).hasSize(2);
        assertThat(client.csv(second)).isEqualTo(client.csv(first));
        assertThat(client.get(second + "/recipe").text()).isEqualTo(recipe.text());
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv, 69642c",
        "json, application/json, 5b",
        "ndjson, application/x-ndjson, 7b",
        "parquet, application/vnd.apache.parquet, 50415231",
        "arrow, application/vnd.apache.arrow.file, 4152524f5731",
        "xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, 504b0304",
    })
    void a_table_is_exported_in_every_format(String format, String mediaType, String begin) {
        String session = client.session("\"id\",when\n1,2026-01-18\n2,\n");

        Answer file = client.get(session + "/data?format=" + format);

        assertThat(file.status()).as(file.text()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith(mediaType);
        assertThat(file.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("data." + format);
        String bytes = HexFormat.of().formatHex(file.body());
        assertThat(bytes).startsWith(begin);
    }

    @Test
    void a_replaced_table_is_a_version_that_can_be_undone() {
        String session = client.session("id,age\n1,5\n");

        Answer replaced =
                client.raw(
                        "PUT",
                        session + "/data?filename=new.csv",
                        "id,size\n7,8\n9,10\n".getBytes(StandardCharsets.UTF_8));

        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.json().get("shape").toString()).isEqualTo("[2,2]");
        assertThat(client.csv(session)).isEqualTo("id,size\r\n7,8\r\n9,10\r\n");
        client.post(session + "/undo", "");
        assertThat(client.csv(session)).isEqualTo("id,age\r\n1,5\r\n");
    }

    @Test
    void metadata_can_be_patched_and_the_session_renewed() {
        String session = client.session("id,age\n1,5\n");

        JsonNode patched =
                client.patch(
                                session,
                                "{\"filename\": \"ages.csv\", \"attributes\": {\"owner\": \"lab\", \"stage\": 2}}")
                        .json();
        assertThat(patched.get("filename").stringValue()).isEqualTo("ages.csv");
        JsonNode again = client.patch(session, "{\"attributes\": {\"stage\": null}}").json();
        assertThat(again.get("attributes").toString()).isEqualTo("{\"owner\":\"lab\"}");
        assertThat(client.get(session + "/data").header("Content-Disposition"))
                .contains("ages.csv");

        String ends =
                client.post(session + "/touch", "{\"ttl_seconds\": 60}")
                        .json()
                        .get("expires_at")
                        .stringValue();
        assertThat(java.time.Instant.parse(ends))
                .isBetween(
                        java.time.Instant.now().minusSeconds(1),
                        java.time.Instant.now().plusSeconds(61));
    }
}
