package io.remanso.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.codec.ValueCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keys and values become in Redis, and come back as. */
class FormsTest {

    /** A class of the user's. */
    record Point(int x, List<String> labels) {}

    /** Times that say where they are. */
    record Meeting(OffsetDateTime at, ZonedDateTime there) {}

    @Test
    void timesOfADeclaredClassKeepTheirOffsetAndZone() {
        Meeting meeting =
                new Meeting(
                        OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
                        ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Madrid]"));

        assertThat(again(forms(Meeting.class).valueCodec(), meeting)).isEqualTo(meeting);
    }

    private static <V> Forms<String, V> forms(Class<V> type, Class<?>... more) {
        RemansoConfiguration<String, V> configuration =
                new RemansoConfiguration<String, V>().types(more);
        configuration.setTypes(String.class, type);
        return Forms.of(configuration, false, FormsTest.class.getClassLoader());
    }

    private static <V> V again(ValueCodec<V> codec, V value) {
        byte[] bytes = codec.encode(value);
        return codec.decode(bytes, 0, bytes.length);
    }

    static List<Object> values() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1L, List.of("a", 2, 3L, new BigDecimal("1.50")));
        map.put("none", null);
        return List.of(
                "text",
                true,
                1,
                1L,
                Long.MIN_VALUE,
                (short) 2,
                (byte) 3,
                'c',
                1.5,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1.1f,
                Float.NaN,
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.500"),
                new UUID(1, 2),
                Instant.parse("2026-01-02T03:04:05.000000006Z"),
                LocalDate.of(2026, 1, 2),
                OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
                ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Madrid]"),
                new Meeting(
                        OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
                        ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Madrid]")),
                Date.from(Instant.ofEpochMilli(1234)),
                Set.of(1L),
                Arrays.asList("a", null, 1L),
                map,
                new Point(1, List.of("x")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfAnyKnownClassComesBackAsItWas(Object value) {
        Object back = again(forms(Object.class, Point.class, Meeting.class).valueCodec(), value);

        assertThat(back).isEqualTo(value);
        if (!(value instanceof Iterable || value instanceof Map)) {
            assertThat(back).hasSameClassAs(value);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void aKeyOfAnyKnownClassComesBackAsItWas(Object key) {
        RemansoConfiguration<Object, Object> configuration =
                new RemansoConfiguration<Object, Object>().types(Point.class, Meeting.class);
        Forms<Object, Object> forms =
                Forms.of(configuration, false, FormsTest.class.getClassLoader());

        assertThat(forms.keyCodec().decode(forms.keyCodec().encode(key))).isEqualTo(key);
    }

    @Test
    void bytesComeBack() {
        assertThat(again(forms(byte[].class).valueCodec(), new byte[] {1, 2}))
                .isEqualTo(new byte[] {1, 2});
        assertThat(again(forms(Object.class).valueCodec(), new byte[] {1, 2}))
                .isEqualTo(new byte[] {1, 2});
    }

    @Test
    void aClassThatIsNotNamedIsRefused() throws Exception {
        URI stranger = new URI("a:b");

        assertThatThrownBy(() -> forms(Object.class).valueCodec().encode(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A value in Redis must be of a class that is known there, got java.net.URI; name it with setTypes or RemansoConfiguration.types, or give a codec");
        assertThatThrownBy(() -> forms(Object.class).valueCodec().encode(List.of(stranger)))
                .hasMessageContaining("got java.net.URI");
        byte[] foreign =
                "{\"java.net.URI\":\"a:b\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () -> forms(Object.class).valueCodec().decode(foreign, 0, foreign.length))
                .hasMessage(
                        "A value from Redis must be of a class that is known here, got 'java.net.URI'");
    }

    @Test
    void aSubclassOfTheDeclaredTypeIsRefused() {
        class Special extends Date {}

        assertThatThrownBy(() -> forms(Date.class).valueCodec().encode(new Special()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of the very type java.util.Date of its cache, got");
    }

    @Test
    void copiesAreOfWhatCanBeChangedOnly() {
        Forms<String, Object> forms = forms(Object.class);
        List<Object> list = new ArrayList<>(List.of("a"));
        String text = new String("a");

        assertThat(forms.copyValue().apply(list)).isEqualTo(list).isNotSameAs(list);
        assertThat(forms.copyValue().apply(text)).isSameAs(text);
        assertThat(Immutables.contain(new Point(1, List.of()))).isFalse();
        assertThat(Immutables.contain(new KeyLike("a", 1))).isTrue();
    }

    /** A record of parts that nobody can change. */
    record KeyLike(String name, long number) {}

    @Test
    void prefixesAreOfVisibleSignsAndNoneBeginsAnother() {
        assertThat(KeyPrefix.of("io.shop.Users$1")).isEqualTo("io.shop.Users$1:");
        assertThat(KeyPrefix.of("a:b")).isEqualTo("a~3ab:");
        assertThat(KeyPrefix.of("~ {é}")).isEqualTo("~7e~20~7b~c3~a9~7d:");
    }
}
