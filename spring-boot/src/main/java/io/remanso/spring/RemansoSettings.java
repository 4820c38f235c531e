package io.remanso.spring;

import io.remanso.redis.RedisSettings;
import io.remanso.spring.settings.SettingsSource;
import io.remanso.spring.settings.StartRefusedException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * What the caches of an application are started with. Immutable; {@code
 * docs/reference/spring-boot.md} describes each setting.
 *
 * @param redisWanted whether caches are to be shared over Redis
 * @param redisRefused whether caches are to live in the process although there is a Redis
 * @param fallbackToMemory whether to start although Redis does not answer
 * @param redis how to connect to Redis; without a meaning unless that is wanted
 * @param cachePrefix what all keys of the application in Redis begin with
 * @param cacheTtl how long entries live where nothing else is said
 */
public record RemansoSettings(
        boolean redisWanted,
        boolean redisRefused,
        boolean fallbackToMemory,
        RedisSettings redis,
        String cachePrefix,
        Duration cacheTtl) {

    private static final int YEAR_SECONDS = 366 * 24 * 3600;
    private static final String FORBIDDEN = "{}*?[]\\%,";

    /**
     * @throws StartRefusedException when a value is not allowed
     * @throws io.remanso.redis.InvalidSettingException when one about Redis is not
     */
    public static RemansoSettings read(PropertyResolver properties) {
        SettingsSource source = new SettingsSource(properties);
        return new RemansoSettings(
                source.redisWanted(),
                source.redisRefused(),
                source.flag("STORAGE_FALLBACK_TO_MEMORY", true),
                source.redisWanted() ? source.redis() : RedisSettings.from(Map.of()),
                prefix(
                        source.text("CACHE_PREFIX"),
                        properties.getProperty("spring.application.name")),
                Duration.ofSeconds(source.number("REDIS_TTL_DEFAULT", 3600, 1, YEAR_SECONDS)));
    }

    private static String prefix(@Nullable String given, @Nullable String application) {
        if (given == null) {
            return application == null || application.isBlank()
                    ? "remanso:"
                    : application.strip().replaceAll("[^A-Za-z0-9._:-]", "-") + ":";
        }
        if (!given.chars().allMatch(c -> c > ' ' && c <= '~' && FORBIDDEN.indexOf(c) < 0)) {
            throw StartRefusedException.of(
                    "CACHE_PREFIX", "of visible ASCII without " + FORBIDDEN, given);
        }
        return Character.isLetterOrDigit(given.charAt(given.length() - 1)) ? given + ":" : given;
    }
}
