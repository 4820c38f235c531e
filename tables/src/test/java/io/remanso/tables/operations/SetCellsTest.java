package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.operations.SetCells.Cell;
import io.remanso.tables.testing.Tables;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCellsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table table() {
        return tables.of(
                "SELECT range AS n, 's' || range AS s, TIMESTAMP '2024-01-01 00:00:00' AS t FROM range(7)",
                3);
    }

    private static Cell cell(long row, String column, CellValue value) {
        return new Cell(row, column, value);
    }

    @Test
    void setsCellsOfAnyTypeInAnySlice() {
        Table table = table();
        Applied applied =
                bench.apply(
                        table,
                        new SetCells(
                                List.of(
                                        cell(6, "n", CellValue.of(" 60 ")),
                                        cell(1, "s", CellValue.none()),
                                        cell(5, "n", CellValue.of(50)),
                                        cell(0, "n", CellValue.of(0)),
                                        cell(3, "t", CellValue.of("2024-02-29 10:00")))));

        assertThat(column(applied.table(), "n")).containsExactly(0L, 1L, 2L, 3L, 4L, 50L, 60L);
        assertThat(column(applied.table(), "s"))
                .containsExactly("s0", null, "s2", "s3", "s4", "s5", "s6");
        assertThat(column(applied.table(), "t").get(3))
                .isEqualTo(LocalDateTime.parse("2024-02-29T10:00"));
        assertThat(applied.change().cellsChanged()).as("0 was 0 before").isEqualTo(4);
        assertThat(applied.change().columnsChanged()).containsExactlyInAnyOrder("n", "s", "t");
        assertThat(applied.staged()).hasSize(4);
        assertThat(applied.change().footprint())
                .isEqualTo(Footprint.of(Set.of("c0", "c1", "c2"), Set.of("c0", "c1", "c2")));
    }

    @Test
    void aValueTakesTheMarkOffAndNullDoesNot() {
        Table table =
                bench.mark(tables.of("SELECT NULL::BIGINT AS n FROM range(7)", 3), "n", 1, 4, 5);
        Applied applied =
                bench.apply(
                        table,
                        new SetCells(
                                List.of(
                                        cell(1, "n", CellValue.none()),
                                        cell(5, "n", CellValue.of(5)),
                                        cell(6, "n", CellValue.of(6)))));

        assertThat(Bench.marks(applied.table(), "n")).containsExactly(1L, 4L);
        assertThat(applied.change().cellsChanged()).isEqualTo(2);

        Applied rest =
                bench.apply(
                        applied.table(),
                        new SetCells(
                                List.of(
                                        cell(1, "n", CellValue.of(1)),
                                        cell(4, "n", CellValue.of(4)))));
        assertThat(rest.change().manifest().marks()).isEmpty();
    }

    @Test
    void refusesRowsAndValuesThatDoNotExist() {
        refuses(
                cell(7, "n", CellValue.of(1)),
                "A row is a number from 0 to 6, the table has 7 rows; got 7");
        refuses(cell(-1, "n", CellValue.of(1)), "got -1");
        refuses(cell(0, "n", CellValue.of("x")), "Column 'n' holds int64");
        refuses(
                cell(0, "s", CellValue.of(1)),
                "Column 's' holds string, so a value for it is a text; got 1");
        assertThatThrownBy(() ->
                        new SetCells(
                                List.of(
                                        cell(0, "n", CellValue.of(1)),
                                        cell(0, "n", CellValue.of(2)))))
                .hasMessage("set_cells sets each cell once; got row 0 of column 'n' twice");
        OperationJsonTest.refuses(
                "{\"operation\":\"set_cells\",\"cells\":[{\"row\":0.5,\"column\":\"n\",\"value\":1}]}",
                "Parameter 'cells' of set_cells must be a list of");
        OperationJsonTest.refuses(
                "{\"operation\":\"set_cells\",\"cells\":[{\"row\":0,\"column\":\"n\"}]}",
                "Parameter 'cells' of set_cells must be a list of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12024-01-01",
                "+999999-12-31",
                "-9999999-01-01",
                "-0044-03-15",
                "+2024-01-01",
                "-999-01-01",
                "12024-01-01",
                "0000-12-31",
                "2023-02-29",
                "2024-1-31"
            })
    void refusesDaysOutsideOfFourDigits(String day) {
        for (String column : List.of("d", "t")) {
            for (String text : List.of(day, day + "T10:00")) {
                Operation set = new SetCells(List.of(cell(0, column, CellValue.of(text))));

                assertThatThrownBy(() -> bench.apply(moments(), set))
                        .isInstanceOf(InvalidParameterException.class)
                        .hasMessageEndingWith("got \"%s\"", text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"24:00", "+1:00", "-01:00:00", "10:00:60", "1:00", "10:00:00.1234567", ""})
    void refusesTimesThatNoDayHas(String time) {
        for (Cell cell :
                List.of(
                        cell(0, "c", CellValue.of(time)),
                        cell(0, "t", CellValue.of("2024-01-31T" + time)))) {
            assertThatThrownBy(() -> bench.apply(moments(), new SetCells(List.of(cell))))
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "9999-12-31"})
    void setsTheFirstAndTheLastDay(String day) {
        Applied applied =
                bench.apply(
                        moments(),
                        new SetCells(
                                List.of(
                                        cell(0, "d", CellValue.of(day)),
                                        cell(0, "t", CellValue.of(day + "T23:59:59.999999")))));

        assertThat(column(applied.table(), "t"))
                .containsExactly(LocalDateTime.parse(day + "T23:59:59.999999"));
        assertThat(column(applied.table(), "d"))
                .containsExactly((int) LocalDate.parse(day).toEpochDay());
    }

    private Table moments() {
        return tables.of(
                "SELECT DATE '2024-01-01' AS d, TIMESTAMP '2024-01-01' AS t, TIME '10:00' AS c");
    }

    private void refuses(Cell cell, String message) {
        assertThatThrownBy(() -> bench.apply(table(), new SetCells(List.of(cell))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void summaries() {
        assertThat(new SetCells(List.of(cell(3, "n", CellValue.of(1)))).summary())
                .isEqualTo("Set 'n' in row 3 to 1");
        assertThat(
                        new SetCells(
                                        List.of(
                                                cell(3, "n", CellValue.of(1)),
                                                cell(4, "n", CellValue.of(1))))
                                .summary())
                .isEqualTo("Set 2 cells in 'n'");
    }
}
