package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.tables.Column;
import io.remanso.tables.clusters.Cluster.Member;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;

/**
 * The different texts of a column, counted by the engine before any of them is read.
 *
 * @param count how many there are
 * @param bytes how long they are together
 */
record DistinctTexts(long count, long bytes) {

    static final long MAX_BYTES = 32_000_000;

    /** Makes the engine count them. */
    static DistinctTexts of(TableScan scan, Column column) {
        scan.register("t", List.of(column));
        Statements.execute(
                scan,
                "CREATE OR REPLACE TEMP TABLE texts AS SELECT c0 AS value, count(*) AS n FROM t WHERE c0 IS NOT NULL GROUP BY c0");
        return new DistinctTexts(
                Statements.number(scan, "SELECT count(*) FROM texts"),
                Statements.number(scan, "SELECT coalesce(sum(strlen(value)), 0) FROM texts"));
    }

    /** The texts, the most frequent first, of equally frequent ones the smallest. */
    List<Member> read(TableScan scan) {
        List<Member> members = new ArrayList<>();
        try (QueryBatches answer =
                scan.query("SELECT value, n FROM texts ORDER BY n DESC, value")) {
            while (answer.next()) {
                VarCharVector values = (VarCharVector) answer.batch().getVector(0);
                BigIntVector counts = (BigIntVector) answer.batch().getVector(1);
                for (int row = 0; row < answer.batch().getRowCount(); row++) {
                    members.add(new Member(new String(values.get(row), UTF_8), counts.get(row)));
                }
            }
        }
        return members;
    }
}
