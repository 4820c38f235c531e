package io.remanso.tables.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.ChunkFormat;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Codec;
import io.remanso.tables.DType;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableException;
import io.remanso.tables.TableSettings;
import io.remanso.tables.testing.MemoryChunks;
import io.remanso.tables.testing.Tables;
import io.remanso.tables.testing.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own whose native libraries cannot be found. */
class NativeFallbackTest {

    @RegisterExtension final Tables tables = new Tables();

    @TempDir Path scratch;

    @Test
    void withoutZstd() throws Exception {
        assertThat(probe(Codec.ZSTD, "-DZstdNativePath=/nonexistent/libzstd.so"))
                .contains("writes portable gzip")
                .containsOnlyOnce("new chunks are written as portable gzip")
                .contains("reads its own 42")
                .contains(
                        "storage_unavailable: A chunk of codec zstd needs a native library that does not load in this process");
    }

    @Test
    void withoutSnappy() throws Exception {
        assertThat(probe(Codec.SNAPPY, "-Dorg.xerial.snappy.use.systemlib=true"))
                .contains("writes portable gzip")
                .containsOnlyOnce("new chunks are written as portable gzip")
                .contains("reads its own 42")
                .contains(
                        "storage_unavailable: A chunk of codec snappy needs a native library that does not load in this process");
    }

    @Test
    void withAllOfThem() throws Exception {
        assertThat(probe(Codec.ZSTD, "-Dremanso.test=true"))
                .contains("writes arrow zstd")
                .contains("reads its own 42")
                .contains("reads the other 42");
    }

    private String probe(Codec codec, String property) throws IOException, InterruptedException {
        Path frame = scratch.resolve("frame");
        ChunkCodec here = new ChunkCodec(tables.engine().allocator(), ChunkFormat.ARROW, codec);
        try (FieldVector vector =
                Vectors.of(tables.engine().allocator(), DType.INT64, List.of(42L))) {
            Files.write(frame, here.encode(vector).frame());
        }
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                property,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Probe.class.getName(),
                                codec.label(),
                                frame.toString(),
                                scratch.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** Says how it writes, and reads a chunk of its own and one that it is given. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] args) throws IOException {
            TableSettings settings =
                    TableSettings.defaults(Path.of(args[2]))
                            .withSerialization(ChunkFormat.ARROW, Codec.parse(args[0]));
            try (TableEngine engine = TableEngine.open(settings);
                    FieldVector vector =
                            Vectors.of(engine.allocator(), DType.INT64, List.of(42L))) {
                System.out.printf(
                        "writes %s %s%n", engine.format().label(), engine.codec().label());
                MemoryChunks chunks = new MemoryChunks();
                ChunkRef ref = engine.write(vector, chunks);
                read("its own", engine, chunks.frame(ref.name()));
                read("the other", engine, Files.readAllBytes(Path.of(args[1])));
            }
        }

        private static void read(String which, TableEngine engine, byte[] frame) {
            try (FieldVector vector = engine.decode(frame)) {
                System.out.printf("reads %s %d%n", which, ((BigIntVector) vector).get(0));
            } catch (TableException e) {
                System.out.printf("%s: %s%n", e.code(), e.getMessage());
            }
        }
    }
}
