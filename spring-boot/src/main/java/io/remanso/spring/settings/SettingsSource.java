package io.remanso.spring.settings;

import io.remanso.redis.RedisSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Reads settings by their environment name, {@code MAX_VERSIONS}. The Spring property {@code
 * remanso.max-versions} wins over the environment; a blank value counts as not set. What is not
 * allowed is refused with a {@link StartRefusedException}. Thread-safe.
 */
public final class SettingsSource {

    private static final Map<String, String> SPRING_NAMES =
            Map.of("SERVER_PORT", "server.port", "SERVER_ADDRESS", "server.address");
    private static final List<String> REDIS =
            List.of(
                    "REDIS_URL",
                    "REDIS_HOST",
                    "REDIS_PORT",
                    "REDIS_DB",
                    "REDIS_USERNAME",
                    "REDIS_PASSWORD",
                    "REDIS_MAX_CONNECTIONS",
                    "REDIS_SOCKET_TIMEOUT",
                    "REDIS_SOCKET_CONNECT_TIMEOUT",
                    "REDIS_RETRY_ON_TIMEOUT",
                    "REDIS_TLS_CA_FILE");

    private final PropertyResolver properties;

    public SettingsSource(PropertyResolver properties) {
        this.properties = properties;
    }

    /** The text of a setting; null when it is not set. */
    public @Nullable String text(String name) {
        for (String spelling :
                List.of(propertyOf(name), name, SPRING_NAMES.getOrDefault(name, name))) {
            String value = properties.getProperty(spelling);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /** The text of a setting, or what stands in when it is not set. */
    public String text(String name, String fallback) {
        String value = text(name);
        return value == null ? fallback : value;
    }

    /** A setting that is true or false, in any case. */
    public boolean flag(String name, boolean fallback) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw StartRefusedException.of(name, "true or false", value);
        };
    }

    /** A whole number between bounds, both allowed. */
    public int number(String name, int fallback, int min, int max) {
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
        throw StartRefusedException.of(
                name, "a whole number from %d to %d".formatted(min, max), value);
    }

    /**
     * One of a few words, in any case.
     *
     * @param parser turns an allowed word, in lower case, into what it stands for
     */
    public <T> T choice(
            String name, List<String> allowed, String fallback, Function<String, T> parser) {
        String value = text(name, fallback).toLowerCase(Locale.ROOT);
        if (!allowed.contains(value)) {
            throw StartRefusedException.of(name, "one of " + String.join(", ", allowed), value);
        }
        return parser.apply(value);
    }

    /** Whether state is to live in Redis: {@code STORAGE_BACKEND}, else {@code REDIS_ENABLED}. */
    public boolean redisWanted() {
        boolean enabled = flag("REDIS_ENABLED", false);
        return choice(
                "STORAGE_BACKEND",
                List.of("redis", "inmemory"),
                enabled ? "redis" : "inmemory",
                "redis"::equals);
    }

    /** Whether it is said, not only left open, that state is not to live in Redis. */
    public boolean redisRefused() {
        boolean said = text("STORAGE_BACKEND") != null || text("REDIS_ENABLED") != null;
        return said && !redisWanted();
    }

    /**
     * How to reach Redis.
     *
     * @throws io.remanso.redis.InvalidSettingException when a value is not allowed
     */
    public RedisSettings redis() {
        Map<String, String> values = new HashMap<>();
        for (String name : REDIS) {
            String value = text(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return RedisSettings.from(values);
    }

    /** {@code MAX_VERSIONS} as a Spring property: {@code remanso.max-versions}. */
    static String propertyOf(String name) {
        return "remanso." + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
