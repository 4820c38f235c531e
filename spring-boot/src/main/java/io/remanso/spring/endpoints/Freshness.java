package io.remanso.spring.endpoints;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an answer say about how long a shared cache may give it again (RFC 9111,
 * 4.2.1): {@code s-maxage}, else {@code max-age}, else {@code Expires}. Immutable.
 */
final class Freshness {

    private static final Set<String> FORBIDDING = Set.of("no-store", "no-cache", "private");

    private final Map<String, String> control;
    private final @Nullable String expires;

    private Freshness(Map<String, String> control, @Nullable String expires) {
        this.control = control;
        this.expires = expires;
    }

    /**
     * @param headers all of the answer, whoever has set them; names in lower case
     */
    static Freshness of(Map<String, List<String>> headers) {
        Map<String, String> control = new LinkedHashMap<>();
        for (String value : headers.getOrDefault("cache-control", List.of())) {
            Arrays.stream(value.split(",", -1))
                    .map(directive -> (directive + "=").split("=", -1))
                    .forEach(parts ->
                            control.putIfAbsent(
                                    parts[0].strip().toLowerCase(Locale.ROOT),
                                    parts[1].replace("\"", "").strip()));
        }
        List<String> expires = headers.getOrDefault("expires", List.of());
        return new Freshness(control, expires.isEmpty() ? null : expires.getFirst());
    }

    /** Whether it must not be kept at all. */
    boolean forbidden() {
        return FORBIDDING.stream().anyMatch(control::containsKey);
    }

    /** From now on, in milliseconds; what cannot be read counts as none. */
    long millis(long now) {
        String seconds = control.getOrDefault("s-maxage", control.get("max-age"));
        if (seconds != null) {
            return millisOf(seconds);
        }
        return expires == null ? Long.MAX_VALUE : until(expires) - now;
    }

    private static long millisOf(String seconds) {
        if (seconds.matches("[0-9]{1,12}")) {
            return Long.parseLong(seconds) * 1000;
        }
        return seconds.matches("[0-9]+") ? Long.MAX_VALUE : 0;
    }

    private static long until(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
