package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The ways in which a file gets in. */
class UploadsTest {

    private static final byte[] CSV =
            "code;price\n007;1,50\n008;\n".getBytes(StandardCharsets.UTF_8);
    private static final String TABLE = "code,price\r\n007,1.5\r\n008,\r\n";

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

    @AfterEach
    void nothing_is_left_in_flight() {
        assertThat(Folders.inFlight(storage)).isEmpty();
    }

    @Test
    void a_form_and_a_raw_body_make_the_same_table() {
        Answer form = client.form("POST", "/api/v1/sessions", "prices.csv", CSV, Map.of());
        Answer raw = client.raw("POST", "/api/v1/sessions?filename=prices.csv", CSV);

        assertThat(form.status()).as(form.text()).isEqualTo(201);
        assertThat(raw.status()).as(raw.text()).isEqualTo(201);
        assertThat(client.csv(form.header("Location"))).isEqualTo(TABLE);
        assertThat(client.csv(raw.header("Location"))).isEqualTo(TABLE);
        assertThat(form.json().get("filename").stringValue()).isEqualTo("prices.csv");
    }

    @Test
    void a_raw_body_that_curl_calls_a_form_is_a_file() {
        byte[] large = People.csv(80_000).getBytes(StandardCharsets.UTF_8);
        assertThat(large.length).isGreaterThan(2 << 20);

        Answer answer =
                client.send(
                        "POST",
                        "/api/v1/sessions?filename=people.csv",
                        BodyPublishers.ofByteArray(large),
                        "Content-Type",
                        "application/x-www-form-urlencoded");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().get("shape").get(0).intValue()).isEqualTo(80_000);
    }

    @Test
    void a_staged_file_is_looked_at_and_then_imported_as_often_as_wanted() {
        Answer staged = client.form("POST", "/api/v1/uploads", "prices.csv", CSV, Map.of());
        assertThat(staged.status()).as(staged.text()).isEqualTo(201);
        JsonNode upload = staged.json();
        JsonNode sheet = upload.get("sheets").get(0);
        assertThat(upload.get("format").stringValue()).isEqualTo("csv");
        assertThat(sheet.get("columns").toString())
                .isEqualTo(
                        "[{\"name\":\"code\",\"dtype\":\"string\"},{\"name\":\"price\",\"dtype\":\"float64\"}]");
        assertThat(sheet.get("preview").get(0).toString()).isEqualTo("[\"007\",\"1,50\"]");
        assertThat(sheet.get("import_options").get("delimiter").stringValue()).isEqualTo(";");

        String id = upload.get("temp_id").stringValue();
        Answer first = client.post("/api/v1/sessions", "{\"temp_id\": \"%s\"}".formatted(id));
        Answer second =
                client.post(
                        "/api/v1/sessions",
                        "{\"temp_id\": \"%s\", \"options\": {\"types\": {\"*\": \"string\"}, \"ttl_seconds\": 60}}"
                                .formatted(id));
        assertThat(client.csv(first.header("Location"))).isEqualTo(TABLE);
        assertThat(second.json().get("dtypes").toString())
                .isEqualTo("{\"code\":\"string\",\"price\":\"string\"}");
        assertThat(first.json().get("filename").stringValue()).isEqualTo("prices.csv");

        assertThat(client.delete("/api/v1/uploads/" + id).status()).isEqualTo(204);
        assertThat(client.post("/api/v1/sessions", "{\"temp_id\": \"%s\"}".formatted(id)).problem())
                .isEqualTo("404 upload_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ndjson", "parquet", "arrow", "xlsx"})
    void what_was_exported_is_imported_again(String format) {
        String session = client.session("n,s,day\n1,a,2024-01-31\n2,,2024-02-29\n,é,1999-12-31\n");
        byte[] file = client.get(session + "/data?format=" + format).body();

        Answer staged = client.form("POST", "/api/v1/uploads", "table." + format, file, Map.of());
        Answer created = client.form("POST", "/api/v1/sessions", "table." + format, file, Map.of());

        assertThat(staged.status()).as(staged.text()).isEqualTo(201);
        assertThat(staged.json().get("sheets").get(0).get("rows").intValue()).isEqualTo(3);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().get("dtypes").toString())
                .isEqualTo("{\"n\":\"int64\",\"s\":\"string\",\"day\":\"date\"}");
        assertThat(client.csv(created.header("Location"))).isEqualTo(client.csv(session));
        assertThat(client.raw("PUT", session + "/data?filename=table." + format, file).status())
                .isEqualTo(200);
    }

    @Test
    void a_workbook_of_several_sheets_needs_the_name_of_one() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(out, "test", null);
        workbook.newWorksheet("People").value(0, 0, "name");
        workbook.newWorksheet("Places").value(0, 0, "city");
        workbook.finish();

        Answer refused =
                client.form("POST", "/api/v1/sessions", "book.xlsx", out.toByteArray(), Map.of());
        Answer created =
                client.form(
                        "POST",
                        "/api/v1/sessions",
                        "book.xlsx",
                        out.toByteArray(),
                        Map.of("sheet", "Places"));

        assertThat(refused.problem()).isEqualTo("422 sheet_required");
        assertThat(refused.text()).contains("People, Places");
        assertThat(created.json().get("columns").toString()).isEqualTo("[\"city\"]");
    }

    @Test
    void options_override_what_is_detected() {
        Answer form =
                client.form(
                        "POST",
                        "/api/v1/sessions",
                        "prices.csv",
                        CSV,
                        Map.of("header", "false", "types", "{\"*\": \"string\"}"));
        Answer raw =
                client.raw(
                        "POST",
                        "/api/v1/sessions?filename=prices.csv&header=false&skip_rows=1",
                        CSV);

        assertThat(form.json().get("shape").toString()).isEqualTo("[3,2]");
        assertThat(raw.json().get("shape").toString()).isEqualTo("[2,2]");
    }

    @Test
    void the_report_accounts_for_every_record() {
        String csv = "a,b\n1,2\n3,4,5,6\n7,8\n";

        JsonNode report = client.create(csv).get("import_report");

        assertThat(report.get("records_read").intValue())
                .isEqualTo(
                        report.get("rows_imported").intValue()
                                + report.get("rejected_count").intValue())
                .isEqualTo(3);
        assertThat(report.get("rejected").get(0).get("line").intValue()).isEqualTo(3);
    }

    @Test
    void the_name_of_a_file_keeps_no_folders() {
        Answer answer =
                client.form("POST", "/api/v1/sessions", "../../etc/passwd.csv", CSV, Map.of());

        assertThat(answer.json().get("filename").stringValue()).isEqualTo("passwd.csv");
    }

    @Test
    void an_upload_cut_half_way_leaves_nothing() throws Exception {
        long sessions = client.get("/").json().get("active_sessions").longValue();
        String part = "a,b\n" + "1,2\n".repeat(20_000);
        try (RawConnection raw = new RawConnection(client)) {
            raw.send(
                    "POST /api/v1/sessions?filename=cut.csv HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
                            + part);
            Wait.until("the upload has begun", () -> !Folders.inFlight(storage).isEmpty());
        }
        Wait.until("the half upload is gone", () -> Folders.inFlight(storage).isEmpty());
        try (RawConnection form = new RawConnection(client)) {
            form.send(
                    "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.csv\"\r\n\r\n"
                            + part);
            Wait.until("the form has begun", () -> !Folders.inFlight(storage).isEmpty());
        }
        Wait.until("the half form is gone", () -> Folders.inFlight(storage).isEmpty());

        assertThat(client.get("/").json().get("active_sessions").longValue()).isEqualTo(sessions);
    }
}
