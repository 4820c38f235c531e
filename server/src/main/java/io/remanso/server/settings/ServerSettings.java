package io.remanso.server.settings;

import io.remanso.redis.LockOptions;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.redis.RedisBackendSettings;
import io.remanso.spring.settings.SettingsSource;
import io.remanso.spring.settings.StartRefusedException;
import io.remanso.tables.ChunkFormat;
import io.remanso.tables.Codec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.core.env.PropertyResolver;

/**
 * What the server is started with. Immutable; {@code docs/reference/settings.md} describes each
 * setting.
 *
 * @param port 0 stands for any free port
 * @param redisWanted whether sessions are to live in Redis
 * @param fallbackToMemory whether the embedded backend takes over when Redis cannot be reached at
 *     start
 * @param redis how to connect to Redis, if that is wanted
 * @param redisBackend how sessions are kept there
 * @param sessionTtl how long a session lives after its last access
 * @param maxVersions the most earlier states that a session keeps
 * @param codec of new chunks; {@link Codec#NONE} when compression is off
 * @param maxTableBytes the most uncompressed columnar bytes of a table
 * @param maxUploadBytes the most bytes of an uploaded file
 * @param queryBytes the most bytes that the query engine holds before it spills to disk
 * @param maxJobs heavy requests (imports, cleaning steps, profiles) that run at once
 * @param maxWaitingJobs heavy requests that may wait for their turn
 */
public record ServerSettings(
        int port,
        InetAddress address,
        boolean redisWanted,
        boolean fallbackToMemory,
        RedisSettings redis,
        RedisBackendSettings redisBackend,
        Path storageDir,
        Duration sessionTtl,
        int maxVersions,
        ChunkFormat format,
        Codec codec,
        long maxTableBytes,
        long maxUploadBytes,
        long queryBytes,
        int maxJobs,
        int maxWaitingJobs) {

    private static final long MB = 1L << 20;
    private static final int MAX_MB = 1_000_000;
    private static final int MAX_PORT = 65_535;
    private static final int DAY_SECONDS = 24 * 3600;
    private static final int YEAR_SECONDS = 366 * 24 * 3600;

    /**
     * @throws StartRefusedException when a value is not allowed
     * @throws io.remanso.redis.InvalidSettingException when one about Redis is not
     */
    public static ServerSettings read(PropertyResolver properties) {
        SettingsSource source = new SettingsSource(properties);
        return new ServerSettings(
                source.number("SERVER_PORT", 8000, 0, MAX_PORT),
                address(source.text("SERVER_ADDRESS", "127.0.0.1")),
                source.redisWanted(),
                source.flag("STORAGE_FALLBACK_TO_MEMORY", true),
                source.redis(),
                RedisBackendSettings.DEFAULTS
                        .withKeyPrefix(source.text("KEY_PREFIX", "biometric"))
                        .withRequireDurable(source.flag("REDIS_REQUIRE_DURABLE", false))
                        .withLock(lock(source)),
                directory(source.text("STORAGE_DIR", "./storage")),
                Duration.ofSeconds(
                        source.number("REDIS_SESSION_TTL_SECONDS", 3600, 1, YEAR_SECONDS)),
                source.number("MAX_VERSIONS", 50, 1, 10_000),
                source.choice(
                        "SERIALIZATION_METHOD",
                        List.of("arrow", "pyarrow", "portable", "pickle"),
                        "arrow",
                        ChunkFormat::parse),
                codec(source),
                source.number("MAX_DATAFRAME_SIZE_MB", 500, 1, MAX_MB) * MB,
                source.number("MAX_UPLOAD_MB", 2048, 1, MAX_MB) * MB,
                source.number("QUERY_MEMORY_MB", 1024, 64, MAX_MB) * MB,
                source.number("MAX_JOBS", Runtime.getRuntime().availableProcessors(), 1, 1_000),
                source.number("MAX_WAITING_JOBS", 64, 0, 100_000));
    }

    private static LockOptions lock(SettingsSource source) {
        return new LockOptions(
                Duration.ofSeconds(source.number("LOCK_TTL_SECONDS", 10, 1, DAY_SECONDS)),
                source.number("LOCK_RETRIES", 3, 0, 1_000),
                true);
    }

    private static Codec codec(SettingsSource source) {
        Codec codec =
                source.choice(
                        "COMPRESSION_CODEC",
                        List.of("snappy", "zstd", "gzip", "lz4"),
                        "zstd",
                        Codec::parse);
        return source.flag("COMPRESSION_ENABLED", true) ? codec : Codec.NONE;
    }

    private static InetAddress address(String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw StartRefusedException.of(
                    "SERVER_ADDRESS", "an address of this machine (0.0.0.0 for all)", value);
        }
    }

    private static Path directory(String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw StartRefusedException.of("STORAGE_DIR", "the path of a folder", value);
        }
    }
}
