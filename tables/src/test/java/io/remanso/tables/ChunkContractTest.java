package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.testing.Samples;
import io.remanso.tables.testing.Tables;
import io.remanso.tables.testing.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every chunk holds to, in every format and codec. */
@ParameterizedClass
@MethodSource("serializations")
class ChunkContractTest {

    @RegisterExtension final Tables tables;

    private final ChunkFormat format;
    private final Codec codec;

    ChunkContractTest(ChunkFormat format, Codec codec) {
        this.format = format;
        this.codec = codec;
        this.tables = new Tables(settings -> settings.withSerialization(format, codec));
    }

    static Stream<Arguments> serializations() {
        return Arrays.stream(ChunkFormat.values())
                .flatMap(format ->
                        Arrays.stream(Codec.values()).map(codec -> Arguments.of(format, codec)));
    }

    @Test
    void keepsEveryValueOfEveryType() {
        Samples.all()
                .forEach((dtype, values) -> {
                    assertKept(dtype, values);
                    assertKept(dtype, values.stream().filter(v -> v != null).toList());
                    assertKept(dtype, Collections.nCopies(17, null));
                    assertKept(dtype, List.of());
                });
    }

    private void assertKept(DType dtype, List<? extends @Nullable Object> values) {
        byte[] frame = frame(dtype, values);
        try (FieldVector read = engine().decode(ChunkName.of(frame), frame)) {
            assertThat(ArrowTypes.dtype(read.getField().getType())).isEqualTo(dtype);
            assertThat(values(read, dtype)).isEqualTo(values);
        }
    }

    @Test
    void tellsNullsAndSizes() {
        try (FieldVector vector =
                Vectors.of(engine().allocator(), DType.INT64, Arrays.asList(1L, null, null))) {
            ChunkRef ref = engine().write(vector, tables.chunks());
            assertThat(ref.nulls()).isEqualTo(2);
            assertThat(ref.rawBytes()).isEqualTo(25);
            assertThat(ref.encodedBytes()).isEqualTo(tables.chunks().frame(ref.name()).length);
        }
    }

    @Test
    void keepsTheBitsOfEveryNan() {
        long odd = 0x7ff8dead_beef0001L;
        try (Float8Vector vector = new Float8Vector("v", engine().allocator())) {
            vector.allocateNew(1);
            vector.set(0, Double.longBitsToDouble(odd));
            vector.setValueCount(1);
            byte[] frame = write(vector);
            try (FieldVector read = engine().decode(frame)) {
                assertThat(Double.doubleToRawLongBits(((Float8Vector) read).get(0))).isEqualTo(odd);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsAWholeSlice(long seed) {
        Random random = new Random(seed);
        List<@Nullable Object> texts = new ArrayList<>();
        List<@Nullable Object> numbers = new ArrayList<>();
        for (int row = 0; row < Slice.MAX_ROWS; row++) {
            boolean isNull = random.nextInt(9) == 0;
            texts.add(isNull ? null : "é".repeat(random.nextInt(4)) + random.nextInt(50));
            numbers.add(isNull ? null : (Object) random.nextLong());
        }
        assertKept(DType.STRING, texts);
        assertKept(DType.INT64, numbers);
    }

    @Test
    void equalValuesMakeEqualChunksWhateverTheNullsHide() {
        try (BigIntVector clean = new BigIntVector("a", engine().allocator());
                BigIntVector dirty = new BigIntVector("b", engine().allocator())) {
            for (BigIntVector vector : List.of(clean, dirty)) {
                vector.allocateNew(20);
                vector.getValidityBuffer().setOne(0L, 3L);
                vector.getDataBuffer().setOne(0L, 160L);
                for (int row = 0; row < 11; row++) {
                    vector.set(row, row);
                }
                vector.setNull(5);
                vector.setValueCount(11);
            }
            dirty.getDataBuffer().setLong(5 * 8L, 12_345);
            clean.getDataBuffer().setLong(5 * 8L, 0);
            dirty.getValidityBuffer().setByte(1, dirty.getValidityBuffer().getByte(1) | 0xf0);
            assertThat(name(dirty)).isEqualTo(name(clean));
        }
    }

    @Test
    void equalTextsMakeEqualChunksWhereverTheyLie() {
        List<@Nullable Object> some = Arrays.asList("b", null, "cc");
        try (VarCharVector all =
                        (VarCharVector)
                                Vectors.of(
                                        engine().allocator(),
                                        DType.STRING,
                                        Arrays.asList("a", "b", "hidden", "cc", "d"));
                FieldVector part = all.getField().createVector(engine().allocator());
                FieldVector whole = Vectors.of(engine().allocator(), DType.STRING, some)) {
            all.setNull(2);
            all.getOffsetBuffer().setInt(2 * 4L, 2);
            all.getOffsetBuffer().setInt(3 * 4L, 8);
            all.makeTransferPair(part).splitAndTransfer(1, 3);
            assertThat(name(part)).isEqualTo(name(whole));
        }
    }

    @Test
    void aByteThatChangedAnywhereIsFoundOut() {
        byte[] frame = frame(DType.STRING, Arrays.asList("some text", null, "some more text"));
        for (int at = 0; at < frame.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = frame.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> engine().decode(damaged))
                        .as("bit %d of byte %d", bit, at)
                        .isInstanceOf(DamagedChunkException.class);
            }
        }
    }

    @Test
    void aFrameThatIsShortOrLongIsFoundOut() {
        byte[] frame = frame(DType.INT64, List.of(1L, 2L, 3L));
        for (int length = 0; length < frame.length; length++) {
            byte[] shorter = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> engine().decode(shorter))
                    .isInstanceOf(DamagedChunkException.class);
        }
        assertThatThrownBy(() -> engine().decode(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(DamagedChunkException.class);
    }

    @Test
    void randomDamageOfAWholeSliceIsFoundOut() {
        Random random = new Random(7);
        List<Long> values = random.longs(20_000, 0, 1_000).boxed().toList();
        byte[] frame = frame(DType.INT64, values);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = frame.clone();
            for (int hit = 0; hit <= i % 3; hit++) {
                damaged[random.nextInt(frame.length)] += (byte) (1 + random.nextInt(255));
            }
            if (!Arrays.equals(damaged, frame)) {
                assertThatThrownBy(() -> engine().decode(damaged))
                        .isInstanceOf(DamagedChunkException.class);
            }
        }
    }

    @Test
    void anyEngineReadsIt(@TempDir Path elsewhere) {
        byte[] frame = frame(DType.STRING, List.of("x"));
        for (ChunkFormat other : ChunkFormat.values()) {
            try (TableEngine reader =
                            TableEngine.open(
                                    TableSettings.defaults(elsewhere)
                                            .withSerialization(other, Codec.NONE));
                    FieldVector read = reader.decode(frame)) {
                assertThat(values(read, DType.STRING)).isEqualTo(List.of("x"));
            }
        }
    }

    @Test
    void isWhatTheSettingsSay() {
        byte[] frame = frame(DType.INT8, List.of(1L));
        assertThat(Map.of("format", (int) frame[5], "codec", (int) frame[6]))
                .isEqualTo(Map.of("format", format.id(), "codec", codec.id()));
        assertThat(engine().format()).isEqualTo(format);
        assertThat(engine().codec()).isEqualTo(codec);
    }

    private byte[] frame(DType dtype, List<? extends @Nullable Object> values) {
        try (FieldVector vector = Vectors.of(engine().allocator(), dtype, values)) {
            return write(vector);
        }
    }

    private byte[] write(FieldVector vector) {
        return tables.chunks().frame(name(vector));
    }

    private ChunkName name(FieldVector vector) {
        return engine().write(vector, tables.chunks()).name();
    }

    private TableEngine engine() {
        return tables.engine();
    }

    private static List<@Nullable Object> values(FieldVector vector, DType dtype) {
        Cells cells = Cells.of(vector, dtype);
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < vector.getValueCount(); row++) {
            values.add(cells.get(row));
        }
        return values;
    }
}
