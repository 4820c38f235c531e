package io.remanso.benchmarks;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * Tables of mixed types, the same in every run: a fifth of the columns each float64, int64, string,
 * date and bool.
 */
final class SampleTables {

    private SampleTables() {}

    /** Columns n0, n1, … of a table; every tenth cell of a float64 column is null. */
    static List<Column> columns(int count) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(
                    new Column(
                            "c" + i,
                            "n" + i,
                            switch (i % 5) {
                                case 0 -> DType.FLOAT64;
                                case 1 -> DType.INT64;
                                case 2 -> DType.STRING;
                                case 3 -> DType.DATE;
                                default -> DType.BOOL;
                            }));
        }
        return columns;
    }

    /** A query of such a table. */
    static String query(long rows, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i -> expression(i) + " AS n" + i)
                .collect(
                        Collectors.joining(
                                ", ", "SELECT ", " FROM range(%d) AS t(r)".formatted(rows)));
    }

    private static String expression(int column) {
        String hash = "(hash(r * 64 + %d) %% 1000000)::BIGINT".formatted(column);
        return switch (column % 5) {
            case 0 ->
                    "CASE WHEN r %% 10 = %d THEN NULL ELSE %s / 100.0::DOUBLE END"
                            .formatted(column % 10, hash);
            case 1 -> hash;
            case 2 -> "'item ' || (%s %% 5000)".formatted(hash);
            case 3 -> "DATE '2020-01-01' + (%s %% 2000)::INTEGER".formatted(hash);
            default -> "%s %% 2 = 0".formatted(hash);
        };
    }

    static Manifest write(TableEngine engine, long rows, int columns, ChunkSink sink) {
        TableWriter writer = new TableWriter(engine, columns(columns), 0, sink);
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query(rows, columns));
                ArrowReader batches =
                        (ArrowReader)
                                ((DuckDBResultSet) result)
                                        .arrowExportStream(engine.allocator(), Slice.MAX_ROWS)) {
            while (batches.loadNextBatch()) {
                writer.append(batches.getVectorSchemaRoot());
            }
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException("The sample table cannot be made", e);
        }
        return writer.finish(Map.of(), columns);
    }
}
