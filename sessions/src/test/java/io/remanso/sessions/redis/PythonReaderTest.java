package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.ArrowTypes;
import io.remanso.tables.ChunkFormat;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Codec;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.tables.TableWriter;
import io.remanso.tables.files.ExportFormat;
import io.remanso.tables.files.TableExport;
import io.remanso.tables.operations.OperationJson;
import io.remanso.testing.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python reader of docs/storage-format.md reads a session that nobody exported for it. */
class PythonReaderTest {

    private static final Path PAGE = Path.of("..", "docs", "storage-format.md");
    private static final Pattern READER = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final int SLICE_ROWS = 100;

    /** Every dtype, with nulls, texts that need quotes, and times before 1970. */
    private static final String QUERY =
            """
            SELECT (r - 120)::TINYINT AS i8, (r * 100)::SMALLINT AS i16, (r * -1000)::INTEGER AS i32,
                (r - 9007199254740993)::BIGINT AS i64,
                r::UTINYINT AS u8, (r * 200)::USMALLINT AS u16, (r + 4000000000)::UINTEGER AS u32,
                (r::UBIGINT + 18446744073709551000::UBIGINT) AS u64,
                CASE WHEN r % 3 > 0 THEN r / 4.0::DOUBLE END::FLOAT AS f32,
                CASE WHEN r % 7 > 0 THEN r / 10.0::DOUBLE END AS f64,
                CASE WHEN r % 5 > 0 THEN r % 2 = 0 END AS b,
                CASE r % 6 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'a "b", ñ 🦜' WHEN 3 THEN ' x'
                    WHEN 4 THEN 'two' || chr(10) || 'lines' ELSE 'text ' || r END AS "s, quoted",
                CASE WHEN r % 11 > 0 THEN DATE '1969-10-01' + r::INTEGER END AS d,
                TIMESTAMP '1969-12-31 23:58:00.000001' + to_seconds(r) AS ts,
                TIME '00:00:01' + to_seconds(r * 300) AS t,
                CASE WHEN r % 4 > 0 THEN ((r - 100) / 8.0)::DECIMAL(9,3) END AS money,
                (r::HUGEINT * 100000000000000000000000000000000000)::DECIMAL(38,0) AS huge
            FROM range(240) AS t(r)
            """;

    @TempDir Path folder;

    @Test
    void the_current_table_is_read_straight_from_redis() throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine");
        TableSettings settings =
                TableSettings.defaults(folder.resolve("scratch"))
                        .withSerialization(ChunkFormat.PORTABLE, Codec.GZIP);
        try (RedisServer server = RedisServer.start("requirepass secret");
                Redis redis = Redis.connect(RedisSettings.of(server.url()));
                TableEngine engine = TableEngine.open(settings)) {
            DatasetSessions sessions =
                    new DatasetSessions(
                            RedisBackend.open(redis, RedisBackendSettings.DEFAULTS),
                            engine,
                            SessionSettings.defaults(),
                            Clock.systemUTC());
            String session =
                    sessions.create(NewSession.of("all.csv"), sink -> write(engine, sink))
                            .sessionId();
            sessions.apply(
                    session,
                    OperationJson.read(
                            "{\"operation\": \"fill_nulls\", \"columns\": [\"f64\"], \"strategy\": \"mean\"}"),
                    WriteOptions.NONE);
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            TableExport.write(sessions.table(session).table(), ExportFormat.CSV, csv);

            byte[] read =
                    run(
                            List.of(
                                    "python3",
                                    reader().toString(),
                                    server.host(),
                                    "" + server.port(),
                                    session),
                            Map.of("REDIS_PASSWORD", "secret"));

            assertThat(new String(read, UTF_8)).isEqualTo(csv.toString(UTF_8));
        }
    }

    private static Manifest write(TableEngine engine, ChunkSink sink) {
        try (DuckDBConnection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY);
                ArrowReader batches =
                        (ArrowReader)
                                ((DuckDBResultSet) rows)
                                        .arrowExportStream(engine.allocator(), SLICE_ROWS)) {
            List<Column> columns = new ArrayList<>();
            for (Field field : batches.getVectorSchemaRoot().getSchema().getFields()) {
                columns.add(
                        new Column(
                                "c" + columns.size(),
                                field.getName(),
                                ArrowTypes.dtype(field.getType())));
            }
            TableWriter writer = new TableWriter(engine, columns, 0, sink);
            while (batches.loadNextBatch()) {
                writer.append(batches.getVectorSchemaRoot());
            }
            return writer.finish(Map.of(), columns.size());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The query makes no table", e);
        }
    }

    /** All the Python of the page, one piece after the other. */
    private Path reader() throws IOException {
        String python =
                READER.matcher(Files.readString(PAGE))
                        .results()
                        .map(MatchResult::group)
                        .map(block -> block.substring("```python\n".length(), block.length() - 3))
                        .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("reader.py"), python);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            byte[] version = run(List.of("python3", "--version"), Map.of());
            return new String(version, UTF_8).startsWith("Python 3");
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(new String(output, UTF_8)).isZero();
        return output;
    }
}
