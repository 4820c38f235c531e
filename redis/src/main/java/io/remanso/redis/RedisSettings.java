package io.remanso.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis: an immutable value. The text form is the URL with its password masked.
 *
 * @param topology the servers
 * @param tls whether to speak TLS; certificates and host names are always verified
 * @param credentials for the servers
 * @param sentinelCredentials for the Sentinels, {@link RedisCredentials#NONE} when they ask for
 *     none
 * @param maxConnections the most connections held at once: the shared one and the dedicated ones;
 *     at least 2
 * @param socketTimeout the longest wait for the answer to one command; positive
 * @param connectTimeout the longest wait for a connection to stand, with handshake; positive
 * @param retryOnTimeout whether a call that is safe to repeat is sent a second time when its first
 *     answer did not come
 * @param caFile the certificates, as PEM, of the authorities to trust; null for those that the JVM
 *     trusts
 */
public record RedisSettings(
        RedisTopology topology,
        boolean tls,
        RedisCredentials credentials,
        RedisCredentials sentinelCredentials,
        int maxConnections,
        Duration socketTimeout,
        Duration connectTimeout,
        boolean retryOnTimeout,
        @Nullable Path caFile) {

    public static final String DEFAULT_URL = "redis://localhost:6379/0";

    static final int LEAST_CONNECTIONS = 2;

    public RedisSettings {
        if (maxConnections < LEAST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "At least %d connections are needed, got %d"
                            .formatted(LEAST_CONNECTIONS, maxConnections));
        }
        if (!socketTimeout.isPositive() || !connectTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "Timeouts are positive, got %s and %s"
                            .formatted(socketTimeout, connectTimeout));
        }
    }

    /** The defaults: {@code redis://localhost:6379/0}, 50 connections, timeouts of five seconds. */
    public static RedisSettings defaults() {
        return from(Map.of());
    }

    /**
     * The defaults with another URL.
     *
     * @throws InvalidSettingException when it has none of the forms of {@code REDIS_URL}
     */
    public static RedisSettings of(String url) {
        return from(Map.of("REDIS_URL", url));
    }

    /**
     * Reads the settings whose names begin with {@code REDIS_}, for example from the environment.
     * An empty value counts as not set. {@code REDIS_HOST}, {@code REDIS_PORT} and {@code REDIS_DB}
     * are used when {@code REDIS_URL} is not set; {@code REDIS_USERNAME} and {@code REDIS_PASSWORD}
     * when the URL has no credentials.
     *
     * @throws InvalidSettingException for the first value that is not allowed
     */
    public static RedisSettings from(Map<String, String> values) {
        return new SettingsReader(values).read();
    }

    /** The same servers with another limit for one answer. */
    public RedisSettings withSocketTimeout(Duration timeout) {
        return new RedisSettings(
                topology,
                tls,
                credentials,
                sentinelCredentials,
                maxConnections,
                timeout,
                connectTimeout,
                retryOnTimeout,
                caFile);
    }

    /** The same servers with another limit for a connection to stand. */
    public RedisSettings withConnectTimeout(Duration timeout) {
        return new RedisSettings(
                topology,
                tls,
                credentials,
                sentinelCredentials,
                maxConnections,
                socketTimeout,
                timeout,
                retryOnTimeout,
                caFile);
    }

    /** The same servers with another number of connections. */
    public RedisSettings withMaxConnections(int connections) {
        return new RedisSettings(
                topology,
                tls,
                credentials,
                sentinelCredentials,
                connections,
                socketTimeout,
                connectTimeout,
                retryOnTimeout,
                caFile);
    }

    /** The same servers, with or without a second try of what is safe to repeat. */
    public RedisSettings withRetryOnTimeout(boolean retry) {
        return new RedisSettings(
                topology,
                tls,
                credentials,
                sentinelCredentials,
                maxConnections,
                socketTimeout,
                connectTimeout,
                retry,
                caFile);
    }

    /**
     * The longest that a call can take from its start to its value or exception.
     *
     * @param repeatable whether the call is marked as safe to repeat
     */
    public Duration deadline(boolean repeatable) {
        return repeatable && retryOnTimeout ? socketTimeout.multipliedBy(2) : socketTimeout;
    }

    /** The URL with its password masked. */
    @Override
    public String toString() {
        String scheme = tls ? "rediss" : "redis";
        return switch (topology) {
            case RedisTopology.Single(RedisAddress address, int database) ->
                    scheme + "://" + credentials + address + "/" + database;
            case RedisTopology.Sentinel sentinel ->
                    "%s-sentinel://%s%s/%d#%s"
                            .formatted(
                                    scheme,
                                    credentials,
                                    join(sentinel.sentinels().stream()),
                                    sentinel.database(),
                                    sentinel.master());
            case RedisTopology.Cluster cluster ->
                    scheme + "-cluster://" + credentials + join(cluster.seeds().stream());
        };
    }

    private static String join(Stream<RedisAddress> addresses) {
        return addresses.map(RedisAddress::toString).collect(Collectors.joining(","));
    }
}
