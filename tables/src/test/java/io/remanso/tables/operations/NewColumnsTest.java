package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Extracting, splitting and merging. */
class NewColumnsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table x(String values) {
        return tables.of("SELECT unnest([%s]) AS x, 7 AS n".formatted(values), 2);
    }

    @Test
    void extractsGroups() {
        Table table = x("'2024-01-31', 'born 1999-12-01 or 2000-01-01', 'none', NULL, ''");
        Applied applied =
                bench.apply(table, new Extract("x", "(\\d{4})-(\\d\\d)", List.of("year", "month")));

        assertThat(applied.table().schema().names()).containsExactly("x", "n", "year", "month");
        assertThat(column(applied.table(), "year"))
                .containsExactly("2024", "1999", null, null, null);
        assertThat(column(applied.table(), "month")).containsExactly("01", "12", null, null, null);
        assertThat(Bench.chunks(applied.change().manifest(), "x"))
                .isEqualTo(Bench.chunks(table.manifest(), "x"));
        assertThat(applied.change().columnsChanged()).containsExactly("year", "month");
        assertThat(applied.change().footprint()).isEqualTo(Footprint.of(Set.of("c0"), Set.of()));
        assertThat(applied.change().manifest().nextColumnId()).isEqualTo(4);
        assertThat(
                        column(
                                bench.apply(
                                                applied.table(),
                                                new Extract("x", "\\d+", List.of("all")))
                                        .table(),
                                "all"))
                .containsExactly("2024", "1999", null, null, null);
    }

    @Test
    void splitsAtATextOrAPatternAndLosesNothing() {
        Table table = x("'a.b.c.d', 'é😀.x', 'one', NULL, '', '.'");
        Applied applied =
                bench.apply(table, new SplitColumn("x", ".", false, List.of("p", "q", "r")));

        assertThat(column(applied.table(), "p")).containsExactly("a", "é😀", "one", null, "", "");
        assertThat(column(applied.table(), "q")).containsExactly("b", "x", null, null, null, "");
        assertThat(column(applied.table(), "r"))
                .containsExactly("c.d", null, null, null, null, null);

        Applied regex =
                bench.apply(
                        x("'a1b22c', 'a' || chr(10) || '3z'"),
                        new SplitColumn("x", "(\\d)+", true, List.of("p", "q")));
        assertThat(column(regex.table(), "p")).containsExactly("a", "a\n");
        assertThat(column(regex.table(), "q")).containsExactly("b22c", "z");
    }

    @Test
    void mergesValuesOfAnyType() {
        Table table =
                tables.of(
                        "SELECT * FROM (VALUES ('a', 1.5::DOUBLE, DATE '2024-01-31'), (NULL, 2, NULL), (NULL, NULL, NULL), ('', NULL, DATE '1999-12-31')) t(s, f, d)",
                        2);
        Applied applied =
                bench.apply(table, new MergeColumns(List.of("d", "s", "f"), "all", "', '"));

        assertThat(column(applied.table(), "all"))
                .containsExactly("2024-01-31', 'a', '1.5", "2.0", null, "1999-12-31', '");
    }

    @Test
    void emptyTablesGetEmptyColumns() {
        Table empty = tables.of("SELECT 'a' AS x WHERE false");
        assertThat(
                        bench.apply(empty, new SplitColumn("x", ",", false, List.of("p", "q")))
                                .table()
                                .schema()
                                .names())
                .containsExactly("x", "p", "q");
    }

    @Test
    void refusesWhatDoesNotFit() {
        refuses(
                new Extract("x", "(a)", List.of("p", "q")),
                "extract fills 2 columns, but the pattern \"(a)\" has fewer groups");
        refuses(
                new Extract("x", "(a", List.of("p")),
                "A regular expression must have the syntax of RE2");
        refuses(new Extract("x", "a", List.of("n")), "Column names must be unique, got 'n' twice");
        refuses(
                new Extract("n", "a", List.of("p")),
                "extract needs text columns; column 'n' holds int32");
        refuses(
                new SplitColumn("x", "b*", true, List.of("p", "q")),
                "A pattern to split at must not match the empty text");
        refuses(
                new MergeColumns(List.of("x", "n"), "x", ""),
                "Column names must be unique, got 'x' twice");
        assertThatThrownBy(() -> new SplitColumn("x", ",", false, List.of("p")))
                .hasMessage("split_column fills 2 to 100 columns; got 1");
        OperationJsonTest.refuses(
                "{\"operation\":\"split_column\",\"column\":\"x\",\"into\":[\"a\",\"b\"]}",
                "split_column: give either 'delimiter' or 'pattern'; got neither");
    }

    private void refuses(Operation operation, String message) {
        assertThatThrownBy(() -> bench.apply(x("'a'"), operation))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void summaries() {
        assertThat(new Extract("x", "\\d", List.of("p")).summary())
                .isEqualTo("Extract \"\\\\d\" from 'x' into 'p'");
        assertThat(new SplitColumn("x", ",", false, List.of("p", "q")).summary())
                .isEqualTo("Split 'x' at \",\" into 'p', 'q'");
        assertThat(new MergeColumns(List.of("a", "b"), "c", " ").summary())
                .isEqualTo("Merge 'a', 'b' into 'c'");
        assertThat(
                        OperationJson.read(
                                "{\"operation\":\"extract\",\"column\":\"x\",\"pattern\":\"a\",\"into\":\"p\"}"))
                .isEqualTo(new Extract("x", "a", List.of("p")));
    }
}
