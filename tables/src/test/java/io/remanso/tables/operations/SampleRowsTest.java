package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SampleRowsTest {

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    @Test
    void samplesAreSubsetsOfTheRightSize() {
        Random random = new Random(5);
        Table table = tables.of("SELECT range AS n FROM range(1000)", 100);
        for (int i = 0; i < 5; i++) {
            long size = random.nextInt(1_200);
            SampleRows sample = new SampleRows(new SampleRows.Rows(size), random.nextLong());
            List<Long> left = longs(bench.apply(table, sample).table());

            assertThat(left)
                    .hasSize((int) Math.min(size, 1_000))
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(longs(bench.apply(table, sample).table())).isEqualTo(left);
        }
    }

    private static List<Long> longs(Table table) {
        return column(table, "n").stream().map(value -> (Long) value).toList();
    }

    @Test
    void everyRowIsAsLikelyToBeInASample() {
        Table table = tables.of("SELECT range AS n FROM range(10)");
        int[] hits = new int[10];
        for (int seed = 0; seed < 500; seed++) {
            longs(bench.apply(table, new SampleRows(new SampleRows.Rows(3), seed)).table())
                    .forEach(n -> hits[n.intValue()]++);
        }
        assertThat(hits).hasSize(10);
        for (int hit : hits) {
            assertThat(hit).as("of 150, five standard deviations around").isBetween(98, 202);
        }
    }

    @Test
    void fractions() {
        Table table = tables.of("SELECT range AS n FROM range(10)");
        assertThat(part(table, "0.25")).isEqualTo(3);
        assertThat(part(table, "0")).isZero();
        assertThat(part(table, "1")).isEqualTo(10);
        OperationJsonTest.refuses(
                "{\"operation\":\"sample_rows\",\"fraction\":1.5}",
                "The fraction of sample_rows is a number from 0 to 1; got 1.5");
        OperationJsonTest.refuses(
                "{\"operation\":\"sample_rows\"}",
                "sample_rows: give either 'n' or 'fraction'; got neither");
        assertThat(new SampleRows(new SampleRows.Part(new BigDecimal("0.125")), 1).summary())
                .isEqualTo("Keep a sample of 12.5 % of the rows");
    }

    private long part(Table table, String fraction) {
        return bench.apply(table, new SampleRows(new SampleRows.Part(new BigDecimal(fraction)), 1))
                .table()
                .rows();
    }
}
