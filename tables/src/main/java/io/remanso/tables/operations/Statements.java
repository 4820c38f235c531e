package io.remanso.tables.operations;

import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;

/** Statements that answer one number or nothing. */
final class Statements {

    private static final int ROWS_PER_STATEMENT = 1_000;

    private Statements() {}

    static void execute(TableScan scan, String sql) {
        try (Statement statement = scan.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw scan.failed(e);
        }
    }

    /** Makes a table of rows of SQL literals, in the place of the one that had its name. */
    static void fill(TableScan scan, String name, String columns, List<String> rows) {
        execute(scan, "CREATE OR REPLACE TEMP TABLE %s (%s)".formatted(name, columns));
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            List<String> some =
                    rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT));
            execute(scan, "INSERT INTO %s VALUES %s".formatted(name, String.join(", ", some)));
        }
    }

    /** The one number that a query answers. */
    static long number(TableScan scan, String sql) {
        try (QueryBatches answer = scan.query("SELECT CAST((" + sql + ") AS BIGINT)")) {
            if (!answer.next()) {
                throw new IllegalStateException("A query for a number answers one row: " + sql);
            }
            return ((BigIntVector) answer.batch().getVector(0)).get(0);
        }
    }
}
