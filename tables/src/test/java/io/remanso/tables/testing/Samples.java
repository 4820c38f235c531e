package io.remanso.tables.testing;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of every type, the awkward ones above all. */
public final class Samples {

    private Samples() {}

    /** Per type: extremes, zeros of both signs, NaN, texts of every length in UTF-8, nulls. */
    public static Map<DType, List<@Nullable Object>> all() {
        Map<DType, List<@Nullable Object>> samples = new LinkedHashMap<>();
        samples.put(DType.INT8, Arrays.asList(-128L, null, 127L, 0L, -1L));
        samples.put(DType.INT16, Arrays.asList(-32_768L, 32_767L, null, 0L));
        samples.put(DType.INT32, Arrays.asList(null, -2_147_483_648L, 2_147_483_647L, 0L));
        samples.put(DType.INT64, Arrays.asList(Long.MIN_VALUE, Long.MAX_VALUE, 0L, null));
        samples.put(DType.UINT8, Arrays.asList(0L, 255L, null, 128L));
        samples.put(DType.UINT16, Arrays.asList(0L, 65_535L, null, 32_768L));
        samples.put(DType.UINT32, Arrays.asList(0L, 4_294_967_295L, null, 2_147_483_648L));
        samples.put(
                DType.UINT64,
                Arrays.asList(0L, new BigInteger("18446744073709551615"), null, Long.MAX_VALUE));
        samples.put(
                DType.FLOAT32,
                Arrays.asList(
                        0.0f, -0.0f, "NaN", null, "Infinity", "-Infinity", Float.MIN_VALUE, 0.1f));
        samples.put(
                DType.FLOAT64,
                Arrays.asList(
                        0.0,
                        -0.0,
                        "NaN",
                        null,
                        "Infinity",
                        "-Infinity",
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        0.1));
        samples.put(DType.BOOL, Arrays.asList(true, false, null, true, true, null, false, false));
        samples.put(
                DType.STRING,
                Arrays.asList(
                        "",
                        null,
                        "a",
                        "ñ",
                        "日本",
                        "🦜",
                        "",
                        "\u0000 \t\r\n\"'",
                        null,
                        "x".repeat(5_000)));
        samples.put(DType.DATE, Arrays.asList("0001-01-01", "9999-12-31", null, "1969-12-31"));
        samples.put(
                DType.TIMESTAMP,
                Arrays.asList(
                        "0001-01-01T00:00:00",
                        "9999-12-31T23:59:59.999999",
                        null,
                        "1969-12-31T23:59:59.999999"));
        samples.put(DType.TIME, Arrays.asList("00:00:00", "23:59:59.999999", "24:00:00", null));
        samples.put(
                DType.decimal(38, 0),
                Arrays.asList(
                        new BigDecimal("9".repeat(38)),
                        new BigDecimal("-" + "9".repeat(38)),
                        null));
        samples.put(
                DType.decimal(38, 38),
                Arrays.asList(
                        new BigDecimal("0." + "9".repeat(38)), null, new BigDecimal("0E-38")));
        samples.put(
                DType.decimal(4, 2),
                Arrays.asList(new BigDecimal("99.99"), null, new BigDecimal("-0.01")));
        return samples;
    }
}
