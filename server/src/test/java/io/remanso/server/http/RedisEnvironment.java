package io.remanso.server.http;

import java.util.Locale;
import java.util.Map;

/** The environment of servers that share a Redis, on a machine that may be busy with much else. */
final class RedisEnvironment {

    private RedisEnvironment() {}

    /**
     * Never the embedded storage in its place, however long the first connection takes, and
     * patient.
     */
    static Map<String, String> of(String url) {
        return of(url, 30);
    }

    /**
     * @param seconds to wait for an answer of Redis
     */
    static Map<String, String> of(String url, int seconds) {
        return Map.of(
                "REDIS_ENABLED",
                "true",
                "REDIS_URL",
                url,
                "STORAGE_FALLBACK_TO_MEMORY",
                "false",
                "REDIS_SOCKET_CONNECT_TIMEOUT",
                "60",
                "REDIS_SOCKET_TIMEOUT",
                "" + seconds);
    }

    /** The same for {@link TestServer}. */
    static String[] properties(String url) {
        return of(url).entrySet().stream()
                .map(setting ->
                        setting.getKey().toLowerCase(Locale.ROOT).replace('_', '-')
                                + "="
                                + setting.getValue())
                .toArray(String[]::new);
    }
}
