package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Renaming, dropping, keeping and moving columns. */
class ColumnArrangementTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table table() {
        return bench.mark(
                tables.of("SELECT 1 AS a, 'x' AS b, NULL::DOUBLE AS c FROM range(5)", 2),
                "c",
                1,
                3);
    }

    @Test
    void renamingSwapsAndStoresNothing() {
        Map<String, String> mapping = new LinkedHashMap<>();
        mapping.put("c", "a");
        mapping.put("a", "c");
        mapping.put("b", "b");
        Table table = table();
        Applied applied = bench.apply(table, new RenameColumns(mapping));

        assertThat(applied.table().schema().names()).containsExactly("c", "b", "a");
        assertThat(applied.table().schema().columns().stream().map(Column::id))
                .containsExactly("c0", "c1", "c2");
        assertThat(applied.change().columnsChanged()).containsExactly("c", "a");
        assertThat(applied.change().cellsChanged()).isZero();
        assertThat(applied.staged()).isEmpty();
        assertThat(applied.change().manifest().chunks()).isEqualTo(table.manifest().chunks());
        assertThat(Bench.marks(applied.table(), "a")).containsExactly(1L, 3L);
    }

    @Test
    void renamingRefusesNamesThatAreTaken() {
        assertThatThrownBy(() -> bench.apply(table(), new RenameColumns(Map.of("a", "b"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("Column names must be unique, got 'b' twice");
        assertThatThrownBy(() -> bench.apply(table(), new RenameColumns(Map.of("a", ""))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> bench.apply(table(), new RenameColumns(Map.of("z", "y"))))
                .isInstanceOf(UnknownColumnException.class);
    }

    @Test
    void droppedColumnsTakeTheirMarksAlong() {
        Applied applied = bench.apply(table(), new DropColumns(List.of("c", "a")));

        assertThat(applied.table().schema().names()).containsExactly("b");
        assertThat(applied.change().manifest().marks()).isEmpty();
        assertThat(applied.change().manifest().nextColumnId()).isEqualTo(3);
        assertThat(applied.change().footprint())
                .isEqualTo(Footprint.of(Set.of(), Set.of("c0", "c2")));
        assertThat(applied.staged()).isEmpty();
    }

    @Test
    void allColumnsCanBeDropped() {
        Applied applied = bench.apply(table(), new DropColumns(List.of("a", "b", "c")));

        assertThat(applied.table().schema().size()).isZero();
        assertThat(applied.table().rows()).isEqualTo(5);
    }

    @Test
    void keptColumnsComeInTheOrderTheyAreNamed() {
        Applied applied = bench.apply(table(), new SelectColumns(List.of("c", "a")));

        assertThat(applied.table().schema().names()).containsExactly("c", "a");
        assertThat(Bench.marks(applied.table(), "c")).containsExactly(1L, 3L);
    }

    @Test
    void namedColumnsMoveToTheFront() {
        Applied applied = bench.apply(table(), new ReorderColumns(List.of("c")));

        assertThat(applied.table().schema().names()).containsExactly("c", "a", "b");
        assertThat(applied.change().columnsChanged()).isEmpty();
        assertThat(bench.apply(table(), new ReorderColumns(List.of("a", "b"))).change().footprint())
                .isEqualTo(Footprint.NONE);
    }

    @Test
    void summaries() {
        assertThat(new RenameColumns(Map.of("a", "b")).summary()).isEqualTo("Rename 'a' to 'b'");
        assertThat(new DropColumns(List.of("a", "b", "c", "d")).summary())
                .isEqualTo("Drop columns 'a', 'b', 'c' and 1 more");
        assertThat(new SelectColumns(List.of("a")).summary()).isEqualTo("Keep columns 'a'");
        assertThat(new ReorderColumns(List.of("b", "a")).summary())
                .isEqualTo("Order columns as 'b', 'a'");
    }
}
