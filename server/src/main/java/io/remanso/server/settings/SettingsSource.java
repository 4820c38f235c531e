package io.remanso.server.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Reads settings by their environment name, {@code MAX_VERSIONS}. The Spring property {@code
 * remanso.max-versions} wins over the environment; a blank value counts as not set.
 */
final class SettingsSource {

    private static final Map<String, String> SPRING_NAMES =
            Map.of("SERVER_PORT", "server.port", "SERVER_ADDRESS", "server.address");

    private final PropertyResolver properties;

    SettingsSource(PropertyResolver properties) {
        this.properties = properties;
    }

    @Nullable String text(String name) {
        for (String spelling :
                List.of(propertyOf(name), name, SPRING_NAMES.getOrDefault(name, name))) {
            String value = properties.getProperty(spelling);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    String text(String name, String fallback) {
        String value = text(name);
        return value == null ? fallback : value;
    }

    boolean flag(String name, boolean fallback) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name, "true or false", value);
        };
    }

    int number(String name, int fallback, int min, int max) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw refused(name, "a whole number from %d to %d".formatted(min, max), value);
    }

    /**
     * One of a few words, in any case.
     *
     * @param parser turns an allowed word, in lower case, into what it stands for
     */
    <T> T choice(String name, List<String> allowed, String fallback, Function<String, T> parser) {
        String value = text(name, fallback).toLowerCase(Locale.ROOT);
        if (!allowed.contains(value)) {
            throw refused(name, "one of " + String.join(", ", allowed), value);
        }
        return parser.apply(value);
    }

    static StartRefusedException refused(String name, String rule, String value) {
        return new StartRefusedException("%s must be %s, got '%s'".formatted(name, rule, value));
    }

    /** {@code MAX_VERSIONS} as a Spring property: {@code remanso.max-versions}. */
    static String propertyOf(String name) {
        return "remanso." + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
