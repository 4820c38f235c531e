package io.remanso.tables.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.ArrowTypes;
import io.remanso.tables.Cells;
import io.remanso.tables.ChunkFormat;
import io.remanso.tables.Codec;
import io.remanso.tables.DType;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.testing.Tables;
import io.remanso.tables.testing.Vectors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkFrameTest {

    private static final int MB = 1 << 20;

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void saysWhichPartItDoesNotKnow() throws IOException {
        byte[] frame = ChunkFrame.write(ChunkFormat.ARROW, Codec.NONE, Bytes.of(new byte[] {1}));
        assertThatThrownBy(() -> ChunkFrame.read(with(frame, 0, 'X')))
                .hasMessage("A chunk begins with RMCH, this one does not");
        assertThatThrownBy(() -> ChunkFrame.read(with(frame, 4, 2)))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage(
                        "A chunk must have format version 1, got 2; it is damaged or was written by a newer Remanso");
        assertThatThrownBy(() -> ChunkFrame.read(with(frame, 5, 9)))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage("Unknown chunk format 9");
        assertThatThrownBy(() -> ChunkFrame.read(with(frame, 6, 9)))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage("Unknown chunk codec 9");
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void takesNoMemoryForALengthThatCannotBe(Codec codec) throws IOException {
        byte[] frame = ChunkFrame.write(ChunkFormat.ARROW, codec, Bytes.of(new byte[1000]));
        for (long length :
                new long[] {-1, 999, 1001, 100 * MB, Integer.MAX_VALUE - 8, Long.MAX_VALUE}) {
            byte[] lying = frame.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(8, length);
            byte[] signed = signed(lying);
            long before = allocated();
            assertThatThrownBy(() -> ChunkFrame.read(signed))
                    .isInstanceOf(DamagedChunkException.class)
                    .hasMessageContaining("does not unpack to " + length);
            assertThat(allocated() - before).isLessThan(2 * MB);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void unpacksWhatPacksBest(Codec codec) throws IOException {
        byte[] zeros = new byte[16 * MB];
        byte[] frame = ChunkFrame.write(ChunkFormat.ARROW, codec, Bytes.of(zeros));
        assertThat(ChunkFrame.read(frame).raw()).isEqualTo(zeros);
    }

    @ParameterizedTest
    @EnumSource(ChunkFormat.class)
    void aPayloadThatIsNonsenseUnderARightChecksumHurtsNobody(ChunkFormat format) {
        ChunkCodec codec = new ChunkCodec(tables.engine().allocator(), format, Codec.NONE);
        byte[] frame;
        try (FieldVector vector =
                Vectors.of(
                        tables.engine().allocator(),
                        DType.STRING,
                        Arrays.asList("one", null, "three", "four"))) {
            frame = codec.encode(vector).frame();
        }
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] nonsense = frame.clone();
            for (int hit = 0; hit <= i % 4; hit++) {
                nonsense[24 + random.nextInt(frame.length - 24)] = (byte) random.nextInt();
            }
            byte[] payload = signed(nonsense);
            try (FieldVector vector = codec.decode(payload)) {
                Cells cells = Cells.of(vector, ArrowTypes.dtype(vector.getField().getType()));
                for (int row = 0; row < vector.getValueCount(); row++) {
                    int at = row;
                    assertThatCode(() -> cells.get(at)).doesNotThrowAnyException();
                }
            } catch (DamagedChunkException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void portableBytesAreAsDocumented() {
        assertPortable(
                DType.INT16,
                Arrays.asList(1L, null, -2L),
                "02 00 00 00  03000000 01000000 06000000  05  0100 0000 feff");
        assertPortable(
                DType.STRING,
                List.of("é", "", "xy"),
                "0c 00 00 00  03000000 00000000 04000000"
                        + "  00000000 02000000 02000000 04000000  c3a9 78 79");
        assertPortable(
                DType.BOOL,
                Arrays.asList(true, null, true),
                "0b 00 00 00  03000000 01000000 01000000  05  05");
        assertPortable(
                DType.decimal(5, 2),
                List.of(new BigDecimal("-1.28")),
                "10 05 02 00  01000000 00000000 10000000  80ffffffffffffffffffffffffffffff");
        assertPortable(
                DType.DATE,
                List.of("1970-01-02"),
                "0d 00 00 00  01000000 00000000 04000000  01000000");
        assertPortable(
                DType.TIMESTAMP,
                List.of("1969-12-31T23:59:59.999999"),
                "0e 00 00 00  01000000 00000000 08000000  ffffffffffffffff");
    }

    private void assertPortable(DType dtype, List<?> values, String hex) {
        try (FieldVector vector = Vectors.of(tables.engine().allocator(), dtype, values)) {
            byte[] payload = PortableLayout.write(vector, tables.engine().allocator());
            assertThat(HexFormat.of().formatHex(payload)).isEqualTo(hex.replace(" ", ""));
        }
    }

    private static byte[] with(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return signed(changed);
    }

    private static byte[] signed(byte[] frame) {
        CRC32 crc = new CRC32();
        crc.update(frame, 0, 16);
        crc.update(frame, 24, frame.length - 24);
        byte[] signed = frame.clone();
        ByteBuffer.wrap(signed).order(ByteOrder.LITTLE_ENDIAN).putInt(16, (int) crc.getValue());
        return signed;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
