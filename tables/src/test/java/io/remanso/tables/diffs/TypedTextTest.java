package io.remanso.tables.diffs;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypedTextTest {

    private static final DType CENTS = DType.decimal(10, 2);

    static Stream<Arguments> same() {
        return Stream.of(
                Arguments.of(5L, DType.INT64, 5.0, DType.FLOAT64),
                Arguments.of(5L, DType.INT8, "5", DType.STRING),
                Arguments.of("5.00", DType.STRING, 5.0, DType.FLOAT64),
                Arguments.of("1e3", DType.STRING, 1000L, DType.INT64),
                Arguments.of(new BigDecimal("1.50"), CENTS, "1.5", DType.STRING),
                Arguments.of(0.1, DType.FLOAT64, new BigDecimal("0.10"), CENTS),
                Arguments.of(0.1f, DType.FLOAT32, (double) 0.1f, DType.FLOAT64),
                Arguments.of(0.1, DType.FLOAT64, 0.1f, DType.FLOAT32),
                Arguments.of(-0.0, DType.FLOAT64, 0L, DType.INT64),
                Arguments.of("NaN", DType.FLOAT64, "NaN", DType.FLOAT32),
                Arguments.of("NaN", DType.STRING, "NaN", DType.FLOAT64),
                Arguments.of(
                        new BigInteger("18446744073709551615"),
                        DType.UINT64,
                        "18446744073709551615",
                        DType.STRING),
                Arguments.of("2026-01-18", DType.STRING, "2026-01-18", DType.DATE),
                Arguments.of("2026-01-18", DType.DATE, "2026-01-18T00:00:00", DType.TIMESTAMP),
                Arguments.of(
                        "2026-01-18 10:30", DType.STRING, "2026-01-18T10:30:00", DType.TIMESTAMP),
                Arguments.of(
                        "2026-01-18T10:30:00.250000",
                        DType.STRING,
                        "2026-01-18T10:30:00.25",
                        DType.TIMESTAMP),
                Arguments.of("10:30:00.000", DType.STRING, "10:30:00", DType.TIME),
                Arguments.of("TRUE", DType.STRING, true, DType.BOOL));
    }

    static Stream<Arguments> different() {
        return Stream.of(
                Arguments.of("05", DType.STRING, 5L, DType.INT64),
                Arguments.of("+5", DType.STRING, 5L, DType.INT64),
                Arguments.of(" 5", DType.STRING, 5L, DType.INT64),
                Arguments.of("18/01/2026", DType.STRING, "2026-01-18", DType.DATE),
                Arguments.of(
                        9_007_199_254_740_993L,
                        DType.INT64,
                        9_007_199_254_740_992.0,
                        DType.FLOAT64),
                Arguments.of(1.25, DType.FLOAT64, new BigDecimal("1.2"), DType.decimal(3, 1)),
                Arguments.of("2026-01-18T10:30:00", DType.TIMESTAMP, "2026-01-18", DType.DATE),
                Arguments.of(1L, DType.INT64, true, DType.BOOL),
                Arguments.of("yes", DType.STRING, true, DType.BOOL),
                Arguments.of("10:30:00.1", DType.STRING, "10:30:00", DType.TIME));
    }

    @ParameterizedTest
    @MethodSource
    void same(Object before, DType beforeType, Object after, DType afterType) {
        assertThat(TypedText.same(before, beforeType, after, afterType)).isTrue();
        assertThat(TypedText.same(after, afterType, before, beforeType)).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void different(Object before, DType beforeType, Object after, DType afterType) {
        assertThat(TypedText.same(before, beforeType, after, afterType)).isFalse();
        assertThat(TypedText.same(after, afterType, before, beforeType)).isFalse();
    }
}
