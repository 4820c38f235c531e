package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    private static final List<Column> COLUMNS =
            List.of(new Column("c0", "n", DType.INT64), new Column("c1", "s", DType.STRING));

    @TempDir Path scratch;

    @Test
    void keepsValuesAndTheirOrderOverManySlices() throws Exception {
        try (TableEngine engine = TableEngine.open(TableSettings.defaults(scratch))) {
            Map<ChunkName, byte[]> chunks = new ConcurrentHashMap<>();
            Manifest manifest =
                    write(
                            engine,
                            chunks,
                            "SELECT range AS n, 'v' || range AS s FROM range(1000000) WHERE range % 3 <> 0");

            assertThat(manifest.slices()).hasSize(11);
            assertThat(manifest.rows()).isEqualTo(666_666);
            Table table = new Table(engine, manifest, names -> pick(chunks, names));
            long expected = 1;
            for (int slice = 0; slice < manifest.slices().size(); slice++) {
                try (VectorSchemaRoot root = table.slice(slice, COLUMNS)) {
                    BigIntVector n = (BigIntVector) root.getVector(0);
                    for (int row = 0; row < root.getRowCount(); row++) {
                        if (n.get(row) != expected) {
                            assertThat(n.get(row)).as("row %d", row).isEqualTo(expected);
                        }
                        expected += expected % 3 == 1 ? 1 : 2;
                    }
                }
            }
            assertThat(expected).isEqualTo(1_000_000);
        }
    }

    @Test
    void manifestSurvivesItsJson() throws Exception {
        try (TableEngine engine = TableEngine.open(TableSettings.defaults(scratch))) {
            Manifest manifest =
                    write(
                            engine,
                            new ConcurrentHashMap<>(),
                            "SELECT range AS n, NULL::VARCHAR AS s FROM range(70000)");

            assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
            assertThat(manifest.nulls(COLUMNS.get(1))).isEqualTo(70_000);
        }
    }

    private static Manifest write(TableEngine engine, Map<ChunkName, byte[]> chunks, String sql)
            throws Exception {
        TableWriter writer = new TableWriter(engine, COLUMNS, 0, chunks::put);
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                ArrowReader reader =
                        (ArrowReader)
                                ((DuckDBResultSet) rows)
                                        .arrowExportStream(engine.allocator(), Slice.MAX_ROWS)) {
            while (reader.loadNextBatch()) {
                writer.append(reader.getVectorSchemaRoot());
            }
        }
        return writer.finish(Map.of(), COLUMNS.size());
    }

    private static Map<ChunkName, byte[]> pick(
            Map<ChunkName, byte[]> chunks, Collection<ChunkName> names) {
        Map<ChunkName, byte[]> found = new LinkedHashMap<>();
        for (ChunkName name : names) {
            byte[] frame = chunks.get(name);
            if (frame != null) {
                found.put(name, frame);
            }
        }
        return found;
    }
}
