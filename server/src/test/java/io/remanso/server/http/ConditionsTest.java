package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pages, entity tags and conditional writes. */
class ConditionsTest {

    private static final String FILL =
            "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}";
    private static final String TRIM =
            "{\"operation\": \"trim_whitespace\", \"columns\": [\"name\"]}";

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
    void a_page_has_the_rows_asked_for_and_their_types() {
        String session = client.session("code,size,when\n007,1.5,2026-01-18\n008,,2026-02-01\n");

        JsonNode page = client.get(session + "/rows?offset=1&limit=5&columns=size,code").json();

        assertThat(page.toString())
                .isEqualTo(
                        "{\"version\":1,\"offset\":1,\"limit\":5,\"total_rows\":2,"
                                + "\"columns\":[{\"name\":\"size\",\"dtype\":\"float64\"},{\"name\":\"code\",\"dtype\":\"string\"}],"
                                + "\"rows\":[[null,\"008\"]]}");
    }

    @Test
    void a_wide_page_that_is_read_in_parts_is_whole() {
        StringBuilder csv = new StringBuilder("c0");
        for (int c = 1; c < 150; c++) {
            csv.append(",c").append(c);
        }
        for (int r = 0; r < 2_000; r++) {
            csv.append('\n').append(r);
            for (int c = 1; c < 150; c++) {
                csv.append(',').append(r * c);
            }
        }
        String session = client.session(csv.append('\n').toString());

        JsonNode rows = client.get(session + "/rows?offset=100&limit=1500").json().get("rows");

        assertThat(rows).hasSize(1500);
        for (int i = 0; i < 1500; i++) {
            assertThat(rows.get(i).get(149).intValue()).isEqualTo((100 + i) * 149);
        }
    }

    @Test
    void an_older_version_is_read_by_its_number() {
        String session = client.session("id,age\n1,\n2,30\n");
        client.operation(session, FILL);

        assertThat(client.get(session + "/rows?version=1").json().get("rows").toString())
                .isEqualTo("[[1,null],[2,30]]");
        assertThat(client.get(session + "/data?version=1").text())
                .isEqualTo("id,age\r\n1,\r\n2,30\r\n");
        assertThat(client.get(session + "/rows?version=7").problem())
                .isEqualTo("404 version_not_found");
    }

    @Test
    void an_unchanged_page_is_not_sent_again() {
        String session = client.session(People.csv());
        Answer page = client.get(session + "/rows");
        String tag = page.header("ETag");
        assertThat(tag).startsWith("\"1-");

        Answer again = client.get(session + "/rows", "If-None-Match", tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);

        client.operation(session, FILL);
        Answer changed = client.get(session + "/rows", "If-None-Match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).startsWith("\"2-");
    }

    @Test
    void a_write_on_the_current_version_lands_and_on_a_stale_one_changes_nothing() {
        String session = client.session(People.csv());
        String tag = client.get(session + "/rows").header("ETag");

        assertThat(client.operation(session, FILL, "If-Match", tag).status()).isEqualTo(200);
        Answer stale = client.operation(session, TRIM, "If-Match", tag);

        assertThat(stale.problem()).isEqualTo("412 version_conflict");
        assertThat(stale.json().get("current_version").intValue()).isEqualTo(2);
        assertThat(client.get(session).json().get("current_version").intValue()).isEqualTo(2);
        assertThat(client.operation(session, TRIM, "If-Match", "\"2\"").status()).isEqualTo(200);
        assertThat(client.post(session + "/undo", "", "If-Match", "\"2\"").problem())
                .isEqualTo("412 version_conflict");
        assertThat(client.operation(session, TRIM, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void a_write_beside_the_table_needs_its_version_as_well() {
        String session = client.session(People.csv());
        client.operation(session, FILL);
        String before = client.get(session).text();

        for (String stale : List.of("\"1\"", "\"999999999999999999\"")) {
            assertThat(
                            List.of(
                                    client.patch(
                                            session, "{\"filename\":\"b.csv\"}", "If-Match", stale),
                                    client.post(
                                            session + "/audit",
                                            "{\"message\":\"line\"}",
                                            "If-Match",
                                            stale),
                                    client.delete(session, "If-Match", stale)))
                    .extracting(Answer::problem)
                    .containsOnly("412 version_conflict");
        }
        assertThat(members(client.get(session).text())).isEqualTo(members(before));
        assertThat(client.delete(session, "If-Match", "\"2\"").status()).isEqualTo(204);
    }

    private static String members(String metadata) {
        return metadata.replaceAll("\"(expires_at|last_accessed)\":[^,]*,", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "\"\"", "\"-1\"", "\"1\", \"2\""})
    void a_condition_that_names_no_version_is_refused(String condition) {
        String session = client.session("id,age\n1,\n2,30\n");

        assertThat(client.operation(session, FILL, "If-Match", condition).problem())
                .isEqualTo("422 invalid_parameter");
        assertThat(client.get(session + "/history").json()).hasSize(1);
    }

    @Test
    void a_write_asked_for_again_with_its_key_is_applied_once() {
        String session = client.session("id,age\n1,\n2,30\n");

        Answer first = client.operation(session, FILL, "Idempotency-Key", "once-1");
        Answer second = client.operation(session, FILL, "Idempotency-Key", "once-1");

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.json().get("version")).isEqualTo(first.json().get("version"));
        assertThat(client.get(session + "/history").json()).hasSize(2);
    }
}
