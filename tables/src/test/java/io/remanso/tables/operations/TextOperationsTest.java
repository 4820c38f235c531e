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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TextOperationsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table texts(String values) {
        return tables.of("SELECT unnest([%s]) AS x, 7 AS n".formatted(values), 2);
    }

    @Test
    void trimsEveryKindOfSpaceAtTheEnds() {
        Applied applied =
                bench.apply(
                        texts(
                                "' a b ', chr(160) || 'c' || chr(9), NULL, 'd', chr(8203) || chr(65279), chr(12288) || 'é' || chr(10)"),
                        new TrimWhitespace(null));

        assertThat(column(applied.table(), "x")).containsExactly("a b", "c", null, "d", "", "é");
        assertThat(applied.change().cellsChanged()).isEqualTo(4);
        assertThat(applied.change().columnsChanged()).containsExactly("x");
        assertThat(applied.change().footprint())
                .isEqualTo(Footprint.of(Set.of("c0"), Set.of("c0")));
    }

    @Test
    void aSliceWithoutChangedTextKeepsItsChunk() {
        Table table = texts("'a', 'b', ' c', NULL, NULL, NULL, 'd'");
        Applied applied = bench.apply(table, new TrimWhitespace(List.of("x")));

        assertThat(applied.staged()).hasSize(1);
        for (int slice : List.of(0, 2, 3)) {
            assertThat(Bench.chunks(applied.change().manifest(), "x").get(slice))
                    .isEqualTo(Bench.chunks(table.manifest(), "x").get(slice));
        }
        Applied again = bench.apply(applied.table(), new TrimWhitespace(null));
        assertThat(again.change().manifest()).isEqualTo(applied.change().manifest());
        assertThat(again.change().columnsChanged()).isEmpty();
        assertThat(again.change().footprint()).isEqualTo(Footprint.of(Set.of("c0"), Set.of()));
    }

    @Test
    void stripsAccentsAndLeavesOtherLetters() {
        Applied applied =
                bench.apply(
                        texts("'Müller', 'e' || chr(769), 'ø ß', 'ナガ', 'क्षि', 'plain', ''"),
                        new StripAccents(null));

        assertThat(column(applied.table(), "x"))
                .containsExactly("Muller", "e", "ø ß", "ナガ", "क्षि", "plain", "");
        assertThat(applied.change().cellsChanged()).isEqualTo(2);
    }

    @Test
    void changesCase() {
        Table table = texts("'hello WORLD', 'straße', 'ÉCOLE o''neill-smith', NULL, '1ST'");

        assertThat(cased(table, ChangeCase.To.LOWER))
                .containsExactly("hello world", "straße", "école o'neill-smith", null, "1st");
        assertThat(cased(table, ChangeCase.To.UPPER))
                .containsExactly("HELLO WORLD", "STRASSE", "ÉCOLE O'NEILL-SMITH", null, "1ST");
        assertThat(cased(table, ChangeCase.To.TITLE))
                .containsExactly("Hello World", "Straße", "École O'neill-Smith", null, "1st");
    }

    private List<@Nullable Object> cased(Table table, ChangeCase.To to) {
        return column(bench.apply(table, new ChangeCase(List.of("x"), to)).table(), "x");
    }

    @Test
    void refusesColumnsThatHoldNoText() {
        assertThatThrownBy(() -> bench.apply(texts("'a'"), new TrimWhitespace(List.of("x", "n"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("trim_whitespace needs text columns; column 'n' holds int32");
    }

    @Test
    void emptyTablesStayEmpty() {
        Table empty = tables.of("SELECT 'a' AS x WHERE false");
        assertThat(bench.apply(empty, new TrimWhitespace(null)).change().manifest())
                .isEqualTo(empty.manifest());
    }

    @Test
    void summaries() {
        assertThat(new TrimWhitespace(null).summary())
                .isEqualTo("Trim whitespace in all text columns");
        assertThat(new StripAccents(List.of("a")).summary()).isEqualTo("Strip accents in 'a'");
        assertThat(new ChangeCase(List.of("a", "b"), ChangeCase.To.TITLE).summary())
                .isEqualTo("Change case in 'a', 'b' to title");
    }
}
