package io.remanso.tables.operations;

import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.vector.BigIntVector;

/** Statements that answer one number or nothing. */
final class Statements {

    private Statements() {}

    static void execute(TableScan scan, String sql) {
        try (Statement statement = scan.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw scan.failed(e);
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
