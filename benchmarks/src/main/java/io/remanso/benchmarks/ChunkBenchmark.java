package io.remanso.benchmarks;

import io.remanso.tables.ChunkFormat;
import io.remanso.tables.ChunkName;
import io.remanso.tables.Codec;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All chunks of a table of 10 000 × 50, encoded and decoded, per codec; {@code none} is the peer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@NullUnmarked
public class ChunkBenchmark {

    private static final int ROWS = 10_000;
    private static final int COLUMNS = 50;

    @Param({"NONE", "ZSTD", "LZ4", "SNAPPY", "GZIP"})
    public Codec codec;

    private TableEngine engine;
    private Table table;
    private VectorSchemaRoot root;

    @Setup
    public void open() throws IOException {
        Path scratch = Files.createTempDirectory("remanso-bench");
        scratch.toFile().deleteOnExit();
        engine =
                TableEngine.open(
                        TableSettings.defaults(scratch)
                                .withSerialization(ChunkFormat.ARROW, codec)
                                .withCacheBytes(0));
        Map<ChunkName, byte[]> chunks = new ConcurrentHashMap<>();
        Manifest manifest = SampleTables.write(engine, ROWS, COLUMNS, chunks::put);
        table =
                new Table(
                        engine,
                        manifest,
                        names -> {
                            Map<ChunkName, byte[]> found = new HashMap<>();
                            names.forEach(name -> found.put(name, chunks.get(name)));
                            return found;
                        });
        root = table.slice(0, table.schema().columns());
    }

    @TearDown
    public void close() {
        root.close();
        engine.close();
    }

    @Benchmark
    public Manifest encode() {
        TableWriter writer =
                new TableWriter(engine, table.schema().columns(), 0, (name, frame) -> {});
        writer.append(root);
        return writer.finish(Map.of(), COLUMNS);
    }

    @Benchmark
    public int decode() {
        try (VectorSchemaRoot decoded = table.slice(0, List.copyOf(table.schema().columns()))) {
            return decoded.getRowCount();
        }
    }
}
