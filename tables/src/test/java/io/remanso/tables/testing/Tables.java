package io.remanso.tables.testing;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.Manifest;
import io.remanso.tables.Slice;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link TableEngine} per test and chunks in memory. The test fails when it leaves off-heap
 * memory open.
 *
 * <pre>{@code
 * @RegisterExtension final Tables tables = new Tables();
 * Table table = tables.of("SELECT 1::BIGINT AS n, 'a' AS s");
 * }</pre>
 */
public final class Tables implements BeforeEachCallback, AfterEachCallback {

    private final UnaryOperator<TableSettings> settings;
    private final MemoryChunks chunks = new MemoryChunks();
    private @Nullable Path scratch;
    private @Nullable TableEngine engine;

    public Tables() {
        this(UnaryOperator.identity());
    }

    /** With these changes to the default settings. */
    public Tables(UnaryOperator<TableSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        scratch = Files.createTempDirectory("remanso-tables");
        engine = TableEngine.open(settings.apply(TableSettings.defaults(scratch)));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            engine().close();
        } finally {
            try (Stream<Path> files = Files.walk(Objects.requireNonNull(scratch))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    public TableEngine engine() {
        return Objects.requireNonNull(engine, "a test is running");
    }

    public MemoryChunks chunks() {
        return chunks;
    }

    /** The table that this manifest makes of the chunks here. */
    public Table table(Manifest manifest) {
        return new Table(engine(), manifest, chunks);
    }

    /**
     * A table of these cells.
     *
     * @param rows per row a value per column, as {@link io.remanso.tables.Cells} makes it
     * @param rowIds the ids of the rows; null for ids from 0
     */
    public Table of(
            List<Column> columns,
            List<? extends List<? extends @Nullable Object>> rows,
            @Nullable List<Long> rowIds,
            int sliceRows) {
        TableWriter writer = new TableWriter(engine(), columns, 0, chunks);
        for (int from = 0; from < rows.size(); from += sliceRows) {
            int to = Math.min(rows.size(), from + sliceRows);
            List<FieldVector> vectors = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                List<@Nullable Object> cells = new ArrayList<>();
                for (List<? extends @Nullable Object> row : rows.subList(from, to)) {
                    cells.add(row.get(i));
                }
                vectors.add(Vectors.of(engine().allocator(), columns.get(i).dtype(), cells));
            }
            try (VectorSchemaRoot batch = new VectorSchemaRoot(vectors)) {
                batch.setRowCount(to - from);
                if (rowIds == null) {
                    writer.append(batch);
                } else {
                    try (FieldVector ids =
                            Vectors.of(
                                    engine().allocator(), DType.INT64, rowIds.subList(from, to))) {
                        writer.append(batch, (BigIntVector) ids);
                    }
                }
            }
        }
        return table(writer.finish(Map.of(), columns.size()));
    }

    /** The table that a query answers, in slices of {@link Slice#MAX_ROWS}; row ids from 0. */
    public Table of(String sql) {
        return of(sql, Slice.MAX_ROWS);
    }

    /** The table that a query answers, in slices of this many rows; row ids from 0. */
    public Table of(String sql, int sliceRows) {
        try (DuckDBConnection connection = engine().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                ArrowReader reader =
                        (ArrowReader)
                                ((DuckDBResultSet) rows)
                                        .arrowExportStream(engine().allocator(), sliceRows)) {
            List<Column> columns = new ArrayList<>();
            for (Field field : reader.getVectorSchemaRoot().getSchema().getFields()) {
                columns.add(
                        new Column(
                                "c" + columns.size(),
                                field.getName(),
                                ArrowTypes.dtype(field.getType())));
            }
            TableWriter writer = new TableWriter(engine(), columns, 0, chunks);
            while (reader.loadNextBatch()) {
                writer.append(reader.getVectorSchemaRoot());
            }
            return table(writer.finish(Map.of(), columns.size()));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The query makes no table: " + sql, e);
        }
    }
}
