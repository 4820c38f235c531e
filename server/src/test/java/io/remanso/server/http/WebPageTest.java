package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web page as a person uses it. */
class WebPageTest {

    private static final String PEOPLE = "code,name,age\n001, Ada ,\n002,Bob,30\n003,Cid,50\n";

    @TempDir static Path storage;
    @TempDir static Path profile;
    @TempDir Path files;
    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start(profile);
        server = TestServer.start(storage);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open_the_page() {
        browser.resize(1280, 900);
        browser.open(server.client().root() + "/");
    }

    @AfterEach
    void nothing_of_a_table_was_executed() {
        assertThat(browser.<Object>evaluate("window.stolen")).isNull();
    }

    private void upload(String name, String csv) throws IOException {
        upload(Files.writeString(files.resolve(name), csv));
    }

    private void upload(Path file) {
        browser.find("#file").sendKeys(file.toString());
        browser.click("#upload-form button");
    }

    private static void awaitMessage(String text) {
        browser.await("the page says " + text, () -> browser.text("#message").contains(text));
    }

    private void open(String name, String csv) throws IOException {
        upload(name, csv);
        awaitMessage("rows imported");
    }

    private static void awaitProblem(String text) {
        browser.await("the page refuses: " + text, () -> browser.text("#problem").contains(text));
    }

    private static void awaitTitle(String name) {
        browser.await(name + " is shown", () -> browser.text("#table-title").equals(name));
    }

    /** The session that the address names. */
    private static String shown() {
        return browser.evaluate("location.hash.slice(1)");
    }

    /** The next call whose path has this part fails before it is sent. */
    private static void failNext(String part) {
        browser.evaluate(
                """
                void (window.fetch = (real => (path, options) => {
                  if (!path.includes('%s')) {
                    return real(path, options);
                  }
                  window.fetch = real;
                  return Promise.resolve(new Response('', { status: 503 }));
                })(window.fetch))
                """
                        .formatted(part));
    }

    @Test
    void a_table_is_uploaded_cleaned_undone_redone_and_deleted() throws IOException {
        open("people.csv", PEOPLE);
        assertThat(browser.text("#message")).isEqualTo("3 rows imported, 0 rejected.");
        assertThat(browser.text("#table-title")).isEqualTo("people.csv");
        assertThat(browser.text("#shape")).isEqualTo("3 rows × 3 columns, version 1");
        assertThat(browser.texts("#columns th"))
                .containsExactly("#", "code\nstring", "name\nstring", "age\nint64");
        assertThat(browser.texts("#rows tr:first-child td").getFirst()).isEqualTo("001");
        assertThat(browser.find("#rows tr:first-child td:last-child").getAttribute("class"))
                .isEqualTo("null");

        browser.choose("#operation", "Fill empty cells");
        browser.choose("#parameters [name=columns]", "age");
        browser.choose("#parameters [name=strategy]", "mean");
        browser.click("#preview");
        awaitMessage("Preview. Handle nulls in 'age' using mean: 3 → 3 rows, 1 cells changed");
        assertThat(browser.text("#shape")).endsWith("version 1");
        browser.click("#apply");
        awaitMessage("Handle nulls in 'age' using mean: 3 → 3 rows");
        assertThat(browser.text("#rows tr:first-child td:last-child")).isEqualTo("40");
        assertThat(browser.texts("#history li"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Imported 'people.csv' (3 rows)"),
                        second ->
                                assertThat(second)
                                        .isEqualTo("Handle nulls in 'age' using mean (3 rows)"));

        browser.click("#undo");
        awaitMessage("Undo: Handle nulls in 'age' using mean");
        assertThat(browser.text("#rows tr:first-child td:last-child")).isEmpty();
        browser.click("#redo");
        awaitMessage("Redo: Handle nulls in 'age' using mean");
        browser.click("#history li:first-child button");
        awaitMessage("version 1");
        assertThat(browser.text("#shape")).endsWith("version 1");

        String id = browser.evaluate("location.hash.slice(1)");
        browser.click("#delete");
        browser.accept();
        awaitMessage("The session is gone.");
        assertThat(browser.find("#table").isDisplayed()).isFalse();
        assertThat(server.client().get("/api/v1/sessions/" + id).status()).isEqualTo(404);
    }

    @Test
    void one_of_several_sheets_is_chosen() throws IOException {
        Path file = files.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", null)) {
            workbook.newWorksheet("People").value(0, 0, "name");
            Worksheet places = workbook.newWorksheet("Places");
            places.value(0, 0, "city");
            places.value(1, 0, "Bonn");
        }

        upload(file);
        awaitMessage("book.xlsx has several sheets. Which one?");
        assertThat(browser.texts("#sheets button"))
                .containsExactly("People (0 rows × 1)", "Places (1 rows × 1)");
        browser.click("#sheets button:last-child");
        awaitMessage("1 rows imported, 0 rejected.");
        assertThat(browser.texts("#columns th")).containsExactly("#", "city\nstring");
        assertThat(browser.find("#sheets").isDisplayed()).isFalse();
    }

    @Test
    void a_refusal_is_shown_in_words_and_the_page_goes_on() throws IOException {
        upload("empty.csv", "");
        browser.await(
                "the refusal is shown",
                () -> browser.text("#problem").contains("this file is empty"));

        open("people.csv", PEOPLE);
        assertThat(browser.text("#problem")).isEmpty();
        browser.choose("#operation", "Convert type");
        browser.choose("#parameters [name=columns]", "name");
        browser.choose("#parameters [name=to]", "int64");
        browser.click("#apply");
        browser.await("the refusal is shown", () -> browser.text("#problem").contains("' Ada '"));
        assertThat(browser.text("#shape")).endsWith("version 1");
        assertThat(browser.find("#problem").getAttribute("role")).isEqualTo("alert");
    }

    @Test
    void names_and_cells_are_shown_and_never_executed() throws IOException {
        String image = "<img src=x onerror=window.stolen=1>";
        open(
                "people.csv",
                "%s,name\n<script>window.stolen=1</script>,%s\n,x\n".formatted(image, image));
        assertThat(browser.text("#columns")).contains(image);
        assertThat(browser.texts("#rows td")).contains("<script>window.stolen=1</script>", image);
        assertThat(browser.texts("#parameters option")).contains(image);
        browser.choose("#operation", "Trim whitespace");
        browser.choose("#parameters [name=columns]", image);
        browser.click("#apply");
        awaitMessage("Trim whitespace in '" + image);

        String id = browser.evaluate("location.hash.slice(1)");
        server.client().patch("/api/v1/sessions/" + id, "{\"filename\": \"%s\"}".formatted(image));
        server.client()
                .post(
                        "/api/v1/sessions/%s/audit".formatted(id),
                        "{\"message\": \"%s\"}".formatted(image));
        browser.open(server.client().root() + "/#" + id);
        browser.evaluate("location.reload()");
        browser.await("the new name is shown", () -> browser.text("#table-title").equals(image));
        assertThat(browser.texts("#recent option")).contains(image);
        assertThat(browser.<Long>evaluate("document.querySelectorAll('main img').length")).isZero();
    }

    @Test
    void numbers_keep_their_digits() throws IOException {
        String large = "9007199254740993";
        String precise = "12345678901234567890123456789012.345679";
        open(
                "large.csv",
                "id,amount\n9007199254740992,12345678901234567890123456789012.345678\n%s,%s\n,\n"
                        .formatted(large, precise));
        assertThat(browser.texts("#rows td.number"))
                .containsExactly(
                        "9007199254740992",
                        "12345678901234567890123456789012.345678",
                        large,
                        precise);

        browser.choose("#operation", "Fill empty cells");
        browser.choose("#parameters [name=columns]", "amount");
        browser.choose("#parameters [name=strategy]", "constant");
        browser.find("#parameters [name=value]").sendKeys(precise);
        browser.click("#apply");
        awaitMessage("Handle nulls in 'amount' using constant");
        assertThat(browser.text("#rows tr:last-child td:last-child")).isEqualTo(precise);

        browser.choose("#operation", "Keep rows where");
        browser.choose("#parameters [name=column]", "id");
        browser.find("#parameters [name=value]").sendKeys("+" + large);
        browser.click("#apply");
        awaitMessage("3 → 1 rows");
        assertThat(browser.texts("#rows td")).containsExactly(large, precise);
    }

    @Test
    void a_session_that_does_not_open_leaves_the_other_as_it_is() throws IOException {
        open("first.csv", PEOPLE);
        String first = shown();
        open("second.csv", "n\n1\n");
        String second = shown();
        failNext("/sessions/" + first);
        browser.click("#recent option[value='%s']".formatted(first));
        awaitProblem("status 503");
        assertThat(browser.text("#table-title")).isEqualTo("second.csv");
        assertThat(shown()).isEqualTo(second);
        assertThat(browser.<String>evaluate("document.getElementById('recent').value"))
                .isEqualTo(second);

        browser.click("#delete");
        browser.accept();
        awaitMessage("The session is gone.");
        assertThat(server.client().get("/api/v1/sessions/" + first).status()).isEqualTo(200);
        assertThat(server.client().get("/api/v1/sessions/" + second).status()).isEqualTo(404);
    }

    @Test
    void a_page_of_rows_and_a_step_that_cannot_be_shown_leave_what_was_shown() throws IOException {
        open("long.csv", "n\n" + "1\n".repeat(120));
        failNext("/rows");
        browser.click("#next");
        awaitProblem("status 503");
        browser.click("#next");
        browser.await(
                "the second page is shown", () -> browser.text("#position").equals("50–99 of 120"));

        browser.choose("#operation", "Drop duplicate rows");
        failNext("/history");
        browser.click("#apply");
        awaitProblem("120 → 1 rows, 0 cells changed. This is done");
        assertThat(browser.text("#shape")).endsWith("version 1");
        browser.evaluate("void document.getElementById('undo').click()");
        awaitMessage("Undo: ");
        assertThat(browser.text("#position")).isEqualTo("50–99 of 120");
    }

    @Test
    void the_address_chooses_the_session() throws IOException {
        open("first.csv", PEOPLE);
        String first = shown();
        open("second.csv", "n\n1\n");
        browser.evaluate("void (location.hash = '%s')".formatted(first));
        awaitTitle("first.csv");
        browser.evaluate("void history.back()");
        awaitTitle("second.csv");
        browser.evaluate("void (location.hash = 'unknown')");
        awaitProblem("unknown");
        assertThat(browser.text("#table-title")).isEqualTo("second.csv");
        browser.evaluate("void (location.hash = '')");
        browser.await("no session is shown", () -> !browser.find("#table").isDisplayed());
    }

    @Test
    void a_column_may_have_any_name() throws IOException {
        open("names.csv", "constructor,__proto__,toString,\" a  b \"\n,,,x\n1,2,3,y\n");
        assertThat(browser.texts("#rows td.null")).hasSize(3);
        server.client()
                .put(
                        "/api/v1/sessions/%s/intentional-missing".formatted(shown()),
                        "{\"column\": \"__proto__\", \"rows\": [0]}");

        browser.choose("#operation", "Fill empty cells");
        browser.choose("#parameters [name=columns]", "constructor", "toString");
        browser.choose("#parameters [name=strategy]", "constant");
        browser.find("#parameters [name=value]").sendKeys("9");
        browser.click("#apply");
        awaitMessage("Handle nulls in 'constructor', 'toString' using constant");
        assertThat(browser.texts("#rows tr:first-child td")).containsExactly("9", "", "9", "x");
        assertThat(browser.texts("#rows td.marked")).hasSize(1);

        browser.choose("#operation", "Keep rows where");
        browser.choose("#parameters [name=column]", "__proto__");
        browser.find("#parameters [name=value]").sendKeys("2");
        browser.click("#apply");
        awaitMessage("2 → 1 rows");

        browser.choose("#operation", "Rename a column");
        browser.choose("#parameters [name=column]", "__proto__");
        browser.find("#parameters [name=name]").sendKeys("valueOf");
        browser.click("#apply");
        awaitMessage("1 → 1 rows");
        browser.choose("#operation", "Drop columns");
        browser.click("#parameters option:last-child");
        browser.click("#apply");
        browser.await("the column is gone", () -> browser.texts("#columns th").size() == 4);
        assertThat(browser.texts("#columns th"))
                .containsExactly("#", "constructor\nint64", "valueOf\nint64", "toString\nint64");
    }

    @Test
    void a_second_click_does_nothing_while_the_first_is_under_way() throws IOException {
        open("people.csv", PEOPLE);
        browser.choose("#operation", "Drop rows with empty cells");
        browser.evaluate(
                "void ['apply', 'apply', 'undo', 'delete'].forEach(id => document.getElementById(id).click())");
        awaitMessage("3 → 2 rows");
        assertThat(browser.texts("#history li")).hasSize(2);
        assertThat(browser.text("#shape")).startsWith("2 rows × 3 columns");
    }

    @Test
    void a_step_does_not_land_on_what_another_made_meanwhile() throws IOException {
        open("people.csv", PEOPLE);
        server.client()
                .post(
                        "/api/v1/sessions/" + shown() + "/operations",
                        "{\"operation\": \"drop_columns\", \"columns\": [\"age\"]}");

        browser.click("#undo");

        awaitProblem("Someone else has changed the table");
        assertThat(browser.text("#shape")).isEqualTo("3 rows × 2 columns, version 2");
        browser.click("#undo");
        awaitMessage("→ 3 rows");
        assertThat(browser.text("#shape")).isEqualTo("3 rows × 3 columns, version 1");
    }

    @Test
    void a_session_that_was_deleted_elsewhere_is_closed() throws IOException {
        open("people.csv", PEOPLE);
        String id = shown();
        server.client().delete("/api/v1/sessions/" + id);
        browser.click("#undo");
        awaitProblem(id);
        assertThat(browser.find("#table").isDisplayed()).isFalse();
        assertThat(shown()).isEmpty();
        assertThat(
                        browser.<Object>evaluate(
                                "document.querySelector('[value=\"%s\"]')".formatted(id)))
                .isNull();
    }

    @Test
    void an_answer_that_is_not_of_remanso_ends_the_upload() throws IOException {
        browser.evaluate(
                """
                void (XMLHttpRequest.prototype.open = (real => function () {
                  real.call(this, 'GET', '/ui/index.html');
                })(XMLHttpRequest.prototype.open))
                """);
        upload("people.csv", PEOPLE);
        awaitProblem("status 200");
        assertThat(browser.text("#message")).isEmpty();
    }

    @Test
    void a_new_session_that_cannot_be_shown_is_in_the_list() throws IOException {
        browser.evaluate("void localStorage.setItem('remanso.recent', 'no list')");
        browser.open(server.client().root() + "/");
        failNext("/history");
        upload("people.csv", PEOPLE);
        awaitProblem("status 503");
        browser.click("#recent option:last-child");
        awaitTitle("people.csv");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 800, 1600})
    void the_page_fits_its_window(int width) throws IOException {
        browser.resize(width, 900);
        open("people".repeat(30) + ".csv", PEOPLE.replace("name", "name".repeat(50)));

        long overflow =
                browser.<Long>evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).isZero();
        assertThat(
                        browser.<Long>evaluate(
                                "[...document.querySelectorAll('input, select')].filter(field => !field.labels.length).length"))
                .isZero();
    }
}
