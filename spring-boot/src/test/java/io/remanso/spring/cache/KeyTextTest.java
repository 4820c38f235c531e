package io.remanso.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;

class KeyTextTest {

    record Point(int x, String y) {}

    record Other(int x, String y) {}

    @Test
    void plainKeysStayReadable() {
        assertThat(KeyText.of("user:1")).isEqualTo("user:1");
        assertThat(KeyText.of(42L)).isEqualTo("42");
        assertThat(KeyText.of("42")).isEqualTo("\"42\"");
        assertThat(KeyText.of(SimpleKey.EMPTY)).isEqualTo("[]");
        assertThat(KeyText.of(new SimpleKey(1, "a", null))).isEqualTo("[1,\"a\",null]");
        assertThat(KeyText.of(DayOfWeek.MONDAY)).isEqualTo("@java.time.DayOfWeek\"MONDAY\"");
    }

    @Test
    void keysThatDifferHaveTextsThatDiffer() {
        List<Object> keys =
                List.of(
                        "",
                        " ",
                        "null",
                        "true",
                        true,
                        "1",
                        1,
                        "1.0",
                        1.0,
                        "1e3",
                        new BigDecimal("1E+3"),
                        "[]",
                        SimpleKey.EMPTY,
                        List.of(),
                        Set.of(),
                        Map.of(),
                        Optional.empty(),
                        new SimpleKey("a,b"),
                        new SimpleKey("a", "b"),
                        new SimpleKey("a", "b", ""),
                        "[\"a\",\"b\"]",
                        List.of("a", "b"),
                        List.of("b", "a"),
                        Set.of("a", "b"),
                        new SimpleKey(List.of("a"), "b"),
                        new SimpleKey("a", List.of("b")),
                        new SimpleKey(1, 2),
                        new SimpleKey("1", "2"),
                        List.of(1, 2),
                        Set.of(1, 2),
                        new SimpleKey(new int[] {1, 2}, 0),
                        new SimpleKey(List.of(1, 2), 0),
                        new Point(1, "a"),
                        new Other(1, "a"),
                        new Point(1, "a]"),
                        List.of(1, "a"),
                        DayOfWeek.MONDAY,
                        Month.MAY,
                        "MONDAY",
                        "@java.time.DayOfWeek\"MONDAY\"",
                        LocalDate.of(2026, 1, 1),
                        "2026-01-01",
                        Duration.ofDays(1),
                        "PT24H",
                        Locale.GERMAN,
                        "de",
                        String.class,
                        "java.lang.String",
                        "NaN",
                        Double.NaN,
                        Map.of("a", "b"),
                        Map.of("a", 1),
                        new UUID(1, 2),
                        "\"",
                        "\"\"");
        assertThat(keys.stream().map(KeyText::of)).doesNotHaveDuplicates();
    }

    @Test
    void equalKeysHaveEqualTexts() {
        assertThat(KeyText.of(Set.of("a", "b", "c"))).isEqualTo(KeyText.of(Set.of("c", "b", "a")));
        assertThat(KeyText.of(Arrays.asList("a", "b"))).isEqualTo(KeyText.of(List.of("a", "b")));
        assertThat(KeyText.of(new Point(1, "a"))).isEqualTo(KeyText.of(new Point(1, "a")));
    }

    @Test
    void aTypeOfWhichNothingIsKnownIsRefused() {
        assertThatThrownBy(() -> KeyText.of(new SimpleKey(1, new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A cache's key must be of texts, numbers, enums, times, records, or lists of these, got a java.lang.Object; name what tells it apart with key = \"#…\"");
    }
}
