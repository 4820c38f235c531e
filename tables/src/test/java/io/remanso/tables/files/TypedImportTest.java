package io.remanso.tables.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.testing.Tables;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.AbstractCompressionCodec;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parquet and Arrow files, written by others. */
class TypedImportTest {

    @TempDir Path folder;

    @RegisterExtension
    final Tables tables = new Tables(settings -> settings.withMaxTableBytes(20_000_000));

    private final Imports imports = new Imports(tables);

    private byte[] parquet(String query) throws Exception {
        Path file = tables.engine().settings().scratch().toAbsolutePath().resolve("made.parquet");
        try (DuckDBConnection connection = tables.engine().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Imports.Read read(byte[] bytes) {
        return imports.bytes(bytes, ImportOptions.DETECT);
    }

    @Test
    void typesOfParquetAreKeptOrBecomeTheNearest() throws Exception {
        Imports.Read read =
                read(
                        parquet(
                                """
                                SELECT 1::UTINYINT AS u8, 5::HUGEINT AS huge, [1, 2] AS list, {'a': 1, 'b': 'x'} AS struct,
                                  TIMESTAMPTZ '2024-01-31 12:00:00+02' AS tz, TIMESTAMP_NS '2024-01-31 12:00:00.123456789' AS ns,
                                  uuid '00000000-0000-0000-0000-000000000001' AS id, '\\xAA'::BLOB AS bytes, 'x'::ENUM('x', 'y') AS e, 1.5::DECIMAL(9,3) AS d
                                """));
        assertThat(read.dtypes().toString())
                .isEqualTo(
                        "{u8=uint8, huge=float64, list=string, struct=string, tz=timestamp, ns=timestamp, id=string, bytes=string, e=string, d=decimal(9,3)}");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(
                                1L,
                                5.0,
                                "[1,2]",
                                "{\"a\":1,\"b\":\"x\"}",
                                "2024-01-31T10:00:00",
                                "2024-01-31T12:00:00.123456",
                                "00000000-0000-0000-0000-000000000001",
                                "qg==",
                                "x",
                                new BigDecimal("1.500")));
        assertThat(read.warnings())
                .contains("Column 'list' is nested, so it is JSON text")
                .contains("Column 'tz' has a time zone, so it is in UTC")
                .contains("Column 'ns' keeps microseconds of its nanoseconds")
                .contains("Column 'bytes' holds bytes, so it is Base64 text");
    }

    @Test
    void limitsAndOptionsHold() throws Exception {
        byte[] large = parquet("SELECT hash(range) AS a, hash(range + 1) AS b FROM range(2000000)");
        assertThatThrownBy(() -> read(large)).isInstanceOf(TableTooLargeException.class);
        byte[] small = parquet("SELECT 1 AS a");
        assertThatThrownBy(
                        () -> imports.bytes(small, Imports.options("types", "{\"a\": \"string\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Option 'types' does not apply to a Parquet file; leave it out, and convert columns after the import");
        Path file = Files.write(folder.resolve("t.parquet"), small);
        Preview.Sheet sheet =
                new TableImport(tables.engine())
                        .preview(file, "t.parquet", ImportOptions.DETECT, new ImportMonitor())
                        .sheets()
                        .getFirst();
        assertThat(sheet.rows()).isEqualTo(1);
        assertThat(sheet.firstRows()).isEqualTo(List.of(List.of("1")));
        assertThat(sheet.importOptions().types().toString()).isEqualTo("{a=int32}");
    }

    @ParameterizedTest
    @EnumSource(CodecType.class)
    void arrowFilesMayBePacked(CodecType codec) throws Exception {
        BufferAllocator allocator = tables.engine().allocator();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VarCharVector texts = new VarCharVector("s", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(texts)) {
            fill(texts, 1_000);
            root.setRowCount(1_000);
            try (ArrowFileWriter writer =
                    new ArrowFileWriter(
                            root,
                            null,
                            Channels.newChannel(out),
                            Map.of(),
                            IpcOption.DEFAULT,
                            new Packing(),
                            codec)) {
                writer.start();
                writer.writeBatch();
                writer.end();
            }
        }
        Imports.Read read = read(out.toByteArray());
        assertThat(read.column("s")).hasSize(1_000).startsWith("text 0").endsWith("text 999");
    }

    private static void fill(VarCharVector texts, int rows) {
        texts.allocateNew();
        for (int i = 0; i < rows; i++) {
            texts.setSafe(i, ("text " + i).getBytes(UTF_8));
        }
        texts.setValueCount(rows);
    }

    @Test
    void arrowStreamsMayHaveDictionariesAndLargeTextsAndOtherTimes() throws Exception {
        BufferAllocator allocator = tables.engine().allocator();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
        try (VarCharVector words = new VarCharVector("words", allocator);
                VarCharVector plain = new VarCharVector("word", allocator);
                LargeVarCharVector large = new LargeVarCharVector("large", allocator);
                TimeStampNanoTZVector moments =
                        new TimeStampNanoTZVector("at", allocator, "Europe/Berlin")) {
            fill(words, 3);
            Dictionary dictionary = new Dictionary(words, encoding);
            plain.allocateNew();
            large.allocateNew();
            moments.allocateNew();
            plain.setSafe(0, "text 2".getBytes(UTF_8));
            plain.setNull(1);
            plain.setValueCount(2);
            large.setSafe(0, "große".getBytes(UTF_8));
            large.setNull(1);
            large.setValueCount(2);
            moments.set(0, 1_706_700_600_000_000_999L);
            moments.setNull(1);
            moments.setValueCount(2);
            try (FieldVector coded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
                    VectorSchemaRoot root = VectorSchemaRoot.of(coded, large, moments)) {
                root.setRowCount(2);
                DictionaryProvider.MapDictionaryProvider provider =
                        new DictionaryProvider.MapDictionaryProvider(dictionary);
                try (ArrowStreamWriter writer = new ArrowStreamWriter(root, provider, out)) {
                    writer.start();
                    writer.writeBatch();
                    writer.end();
                }
            }
        }
        Imports.Read read = read(out.toByteArray());
        assertThat(read.dtypes().toString()).isEqualTo("{word=string, large=string, at=timestamp}");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("text 2", "große", "2024-01-31T11:30:00"),
                        Arrays.asList(null, null, null));
    }

    /** No damage does more than to be refused, or to be no damage. */
    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PARQUET", "ARROW"})
    void damagedFilesAreRefused(ExportFormat format) {
        long seed = Long.getLong("remanso.seed", new Random().nextLong());
        Random random = new Random(seed);
        Table table =
                tables.of(
                        "SELECT range AS n, concat('text ', range) AS s, range % 2 = 0 AS b FROM range(300)");
        byte[] whole = Imports.export(table, format);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                damaged[6 + random.nextInt(damaged.length - 6)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, 8 + random.nextInt(damaged.length - 8));
            }
            byte[] bytes = damaged;
            try {
                read(bytes);
            } catch (UnreadableFileException | TableTooLargeException e) {
                assertThat(e.getMessage()).doesNotContain("/");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("remanso.seed=" + seed, e);
            }
        }
    }

    @Test
    void whateverByteOfAnArrowFileIsDamagedNothingStaysInMemory() {
        byte[] whole =
                Imports.export(
                        tables.of("SELECT range AS n, concat('t', range) AS s FROM range(3)"),
                        ExportFormat.ARROW);
        long before = tables.engine().allocator().getAllocatedMemory();
        for (int at = 8; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xff;
            try {
                read(damaged);
            } catch (UnreadableFileException | TableTooLargeException e) {
                // Whether it is refused is another question.
            }
            assertThat(tables.engine().allocator().getAllocatedMemory())
                    .as("byte %d", at)
                    .isEqualTo(before);
        }
    }

    @Test
    void offsetsThatPointElsewhereNeverReachTheEngine() throws Exception {
        BufferAllocator allocator = tables.engine().allocator();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VarCharVector texts = new VarCharVector("s", allocator);
                BigIntVector numbers = new BigIntVector("n", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(texts, numbers)) {
            fill(texts, 10);
            numbers.allocateNew(10);
            numbers.setValueCount(10);
            texts.getOffsetBuffer().setInt(5L * VarCharVector.OFFSET_WIDTH, 1 << 30);
            root.setRowCount(10);
            try (ArrowFileWriter writer =
                    new ArrowFileWriter(root, null, Channels.newChannel(out))) {
                writer.start();
                writer.writeBatch();
                writer.end();
            }
        }
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "A file must be whole to be imported; this one, an Arrow file, is damaged or holds what is not read; write it anew, or save it as CSV");
    }

    /** Packs as the Arrow format says, which Remanso does not. */
    private static final class Packing implements CompressionCodec.Factory {
        @Override
        public CompressionCodec createCodec(CodecType type) {
            return type == CodecType.NO_COMPRESSION
                    ? CompressionCodec.Factory.INSTANCE.createCodec(type)
                    : new AbstractCompressionCodec() {
                        @Override
                        public CodecType getCodecType() {
                            return type;
                        }

                        @Override
                        protected ArrowBuf doCompress(BufferAllocator allocator, ArrowBuf raw) {
                            byte[] bytes = new byte[(int) raw.writerIndex()];
                            raw.getBytes(0, bytes);
                            byte[] packed =
                                    type == CodecType.ZSTD ? Zstd.compress(bytes) : lz4(bytes);
                            ArrowBuf buffer = allocator.buffer(8L + packed.length);
                            buffer.setLong(0, bytes.length);
                            buffer.setBytes(8, packed);
                            buffer.writerIndex(8L + packed.length);
                            return buffer;
                        }

                        @Override
                        protected ArrowBuf doDecompress(
                                BufferAllocator allocator, ArrowBuf packed) {
                            throw new UnsupportedOperationException();
                        }
                    };
        }

        @Override
        public CompressionCodec createCodec(CodecType type, int level) {
            return createCodec(type);
        }

        private static byte[] lz4(byte[] bytes) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new LZ4FrameOutputStream(packed)) {
                out.write(bytes);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }
}
