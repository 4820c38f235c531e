package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * How the finite values of a number column lie, in float64. Values are added in their order, so
 * that threads cannot change the last digit.
 *
 * @param mean the arithmetic mean
 * @param deviation the standard deviation of the values as a whole population; 0 when all are equal
 * @param lowest the lowest value
 * @param highest the highest value
 * @param lowerQuartile a quarter of the values lies below, interpolated between neighbours
 * @param upperQuartile a quarter of the values lies above, interpolated between neighbours
 */
record Distribution(
        double mean,
        double deviation,
        double lowest,
        double highest,
        double lowerQuartile,
        double upperQuartile) {

    private static final String SQL =
            """
            SELECT favg(x ORDER BY x), CASE WHEN min(x) = max(x) THEN 0 ELSE stddev_pop(x ORDER BY x) END,
            min(x), max(x), quantile_cont(x, 0.25), quantile_cont(x, 0.75)
            FROM (SELECT CAST(c0 AS DOUBLE) AS x FROM t) WHERE isfinite(x)\
            """;

    /**
     * The distribution of a column, or nothing when it has no finite value.
     *
     * @throws InvalidParameterException when the column holds no numbers, or some too large to add
     */
    static Optional<Distribution> of(TableScan scan, Column column) {
        scan.register("t", List.of(column));
        try (QueryBatches answer = scan.query(SQL)) {
            answer.next();
            VectorSchemaRoot row = answer.batch();
            if (row.getVector(0).isNull(0)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Distribution(
                            value(row, 0),
                            value(row, 1),
                            value(row, 2),
                            value(row, 3),
                            value(row, 4),
                            value(row, 5)));
        } catch (QueryException e) {
            throw new InvalidParameterException(
                    "The values of column '%s' are too far apart for float64"
                            .formatted(column.name()),
                    e);
        }
    }

    private static double value(VectorSchemaRoot row, int index) {
        return ((Float8Vector) row.getVector(index)).get(0);
    }

    /**
     * The columns of these names.
     *
     * @throws InvalidParameterException when one holds no numbers
     */
    static List<Column> columns(Table table, String operation, List<String> names) {
        List<Column> columns = table.schema().require(names);
        for (Column column : columns) {
            if (!column.dtype().isNumeric()) {
                throw new InvalidParameterException(
                        "%s needs number columns; column '%s' holds %s"
                                .formatted(operation, column.name(), column.dtype()));
            }
        }
        return columns;
    }
}
