package io.remanso.tables.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TableScanTest {

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void feedsColumnsInRowOrderWithPositionsAndIds() {
        Table table = tables.of("SELECT range AS n, range * 2 AS m FROM range(200000)", 30_000);
        try (TableScan scan = TableScan.open(table)) {
            scan.register(
                    "t",
                    List.of(table.schema().require("m"), table.schema().require("n")),
                    TableScan.Extra.ROW_ID,
                    TableScan.Extra.POSITION);
            List<Long> rows = longs(scan, "SELECT c0 + c1 + pos + row_id FROM t WHERE pos % 2 = 1");
            assertThat(rows).hasSize(100_000);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i)).isEqualTo(5L * (2 * i + 1));
            }
        }
    }

    @Test
    void answersInBatchesOfWholeSlices() {
        Table table = tables.of("SELECT range AS n FROM range(150000)", 1_000);
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
            try (QueryBatches answer = scan.query("SELECT c0 FROM t")) {
                List<Integer> sizes = new ArrayList<>();
                while (answer.next()) {
                    sizes.add(answer.batch().getRowCount());
                }
                assertThat(sizes).containsExactly(Slice.MAX_ROWS, Slice.MAX_ROWS, 18_928);
            }
        }
    }

    @Test
    void readsOnlyTheColumnsThatItWasAskedFor() {
        Table table = tables.of("SELECT range AS a, range + 1 AS b FROM range(100)", 10);
        tables.chunks().forget();
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", List.of(table.schema().require("b")));
            assertThat(longs(scan, "SELECT sum(c0)::BIGINT FROM t")).containsExactly(5_050L);
        }
        assertThat(tables.chunks().reads().stream().flatMap(java.util.Set::stream).distinct())
                .hasSize(10);
    }

    @Test
    void takesParametersAndSeveralViews() {
        Table table = tables.of("SELECT range AS n FROM range(10)");
        try (TableScan scan = TableScan.open(table)) {
            scan.register("a", table.schema().columns());
            scan.register("b", table.schema().columns());
            assertThat(longs(scan, "SELECT c0 * ? FROM a WHERE c0 > (SELECT avg(c0) FROM b)", 10L))
                    .containsExactly(50L, 60L, 70L, 80L, 90L);
        }
    }

    @Test
    void showsTheMarksOfAColumn() {
        Table table = tables.of("SELECT range AS n FROM range(10)");
        Manifest marked;
        try (BigIntVector ids = new BigIntVector("row_id", tables.engine().allocator())) {
            ids.allocateNew(2);
            ids.set(0, 3);
            ids.set(1, 7);
            ids.setValueCount(2);
            marked =
                    table.manifest()
                            .withMarks(Map.of("c0", tables.engine().write(ids, tables.chunks())));
        }
        try (TableScan scan = TableScan.open(tables.table(marked))) {
            scan.registerMarks("m", table.schema().require("n"));
            assertThat(longs(scan, "SELECT row_id FROM m")).containsExactly(3L, 7L);
        }
        try (TableScan scan = TableScan.open(table)) {
            scan.registerMarks("m", table.schema().require("n"));
            assertThat(longs(scan, "SELECT row_id FROM m")).isEmpty();
        }
    }

    @Test
    void scansATableWithoutRows() {
        Table table = tables.of("SELECT range AS n FROM range(0)");
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
            assertThat(longs(scan, "SELECT count(*) FROM t")).containsExactly(0L);
        }
    }

    @Test
    void freesWhatWasRegisteredAndNeverRead() {
        Table table = tables.of("SELECT range AS n FROM range(10)");
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
        }
    }

    @Test
    void fetchesWhileItAnswersAndFreesWhatWasReadInPart() {
        Table table = tables.of("SELECT range AS n FROM range(12000000)");
        tables.chunks().forget();
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
            try (QueryBatches answer = scan.query("SELECT c0 FROM t")) {
                assertThat(answer.next()).isTrue();
                assertThat(tables.chunks().reads())
                        .as("the engine buffers a third of this table")
                        .hasSizeLessThan(table.manifest().slices().size() * 3 / 4);
            }
        }
    }

    @Test
    void reportsAMissingChunkAsSuch() {
        Table table = tables.of("SELECT range AS n FROM range(1000000)");
        tables.chunks()
                .frames()
                .remove(table.manifest().chunksOf(table.schema().require("n")).get(9).name());
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
            assertThatThrownBy(() -> longs(scan, "SELECT c0 FROM t"))
                    .isInstanceOf(DamagedChunkException.class)
                    .hasMessageContaining("is missing");
        }
    }

    @Test
    void reportsWhatTheEngineRefuses() {
        Table table = tables.of("SELECT 'x' AS s");
        try (TableScan scan = TableScan.open(table)) {
            scan.register("t", table.schema().columns());
            assertThatThrownBy(() -> longs(scan, "SELECT c0::BIGINT FROM t"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("Could not convert string 'x'");
        }
    }

    @Test
    void refusesAViewNameThatIsNoIdentifier() {
        Table table = tables.of("SELECT 1 AS n");
        try (TableScan scan = TableScan.open(table)) {
            assertThatThrownBy(() -> scan.register("t\" AS", table.schema().columns()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 't\" AS'");
        }
    }

    private static List<Long> longs(TableScan scan, String sql, Object... parameters) {
        List<Long> values = new ArrayList<>();
        try (QueryBatches answer = scan.query(sql, parameters)) {
            while (answer.next()) {
                BigIntVector vector = (BigIntVector) answer.batch().getVector(0);
                for (int i = 0; i < vector.getValueCount(); i++) {
                    values.add(vector.get(i));
                }
            }
        }
        return values;
    }
}
