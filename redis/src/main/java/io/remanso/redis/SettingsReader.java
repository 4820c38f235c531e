package io.remanso.redis;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link RedisSettings} from names and texts, and refuses what is not allowed. */
final class SettingsReader {

    private static final String URL = "REDIS_URL";
    private static final int MOST_CONNECTIONS = 10_000;
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(3_600);
    private static final BigDecimal SHORTEST_SECONDS = new BigDecimal("0.001");

    private final Map<String, String> values;

    SettingsReader(Map<String, String> values) {
        this.values = values;
    }

    RedisSettings read() {
        RedisUrl url = url();
        return new RedisSettings(
                url.topology(),
                url.tls(),
                url.credentials().isEmpty() ? credentials() : url.credentials(),
                url.sentinelCredentials(),
                number(
                        "REDIS_MAX_CONNECTIONS",
                        50,
                        RedisSettings.LEAST_CONNECTIONS,
                        MOST_CONNECTIONS),
                seconds("REDIS_SOCKET_TIMEOUT"),
                seconds("REDIS_SOCKET_CONNECT_TIMEOUT"),
                flag("REDIS_RETRY_ON_TIMEOUT"),
                file("REDIS_TLS_CA_FILE"));
    }

    private RedisUrl url() {
        String url = value(URL);
        if (url == null) {
            return hostAndPort();
        }
        try {
            return RedisUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(URL, RedisUrl.mask(url), RedisUrl.ALLOWED);
        }
    }

    private RedisUrl hostAndPort() {
        String host = value("REDIS_HOST");
        RedisAddress address =
                new RedisAddress(
                        host == null ? "localhost" : host, number("REDIS_PORT", 6379, 1, 65_535));
        int database = number("REDIS_DB", 0, 0, 65_535);
        return new RedisUrl(
                new RedisTopology.Single(address, database),
                false,
                RedisCredentials.NONE,
                RedisCredentials.NONE);
    }

    private RedisCredentials credentials() {
        String username = value("REDIS_USERNAME");
        String given = values.get("REDIS_PASSWORD");
        String password = given == null || given.isEmpty() ? null : given;
        if (username != null && password == null) {
            throw new InvalidSettingException(
                    "REDIS_USERNAME", username, "a user name together with REDIS_PASSWORD");
        }
        return new RedisCredentials(username, password);
    }

    private int number(String name, int standard, int least, int most) {
        String text = value(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new InvalidSettingException(
                name, text, "a whole number from " + least + " to " + most);
    }

    private Duration seconds(String name) {
        String text = value(name);
        if (text == null) {
            return Duration.ofSeconds(5);
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.compareTo(SHORTEST_SECONDS) >= 0
                    && seconds.compareTo(LONGEST_SECONDS) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new InvalidSettingException(
                name, text, "a number of seconds from " + SHORTEST_SECONDS + " to 3600");
    }

    private boolean flag(String name) {
        String text = value(name);
        return switch (text == null ? "true" : text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new InvalidSettingException(name, "" + text, "true or false");
        };
    }

    private @Nullable Path file(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        try {
            Path file = Path.of(text);
            if (Files.isReadable(file) && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Refused below like a file that is not there.
        }
        throw new InvalidSettingException(name, text, "the path of a readable PEM file");
    }

    private @Nullable String value(String name) {
        String text = values.get(name);
        return text == null || text.isBlank() ? null : text.trim();
    }
}
