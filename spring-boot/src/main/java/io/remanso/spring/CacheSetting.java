package io.remanso.spring;

import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.Tiers;
import io.remanso.cache.codec.Compression;
import io.remanso.spring.settings.StartRefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * One setting of a cache as a property has it: what is allowed, and what it does.
 *
 * @param allowed in words
 * @param action sets it; throws an {@link IllegalArgumentException} when the text is not allowed
 */
record CacheSetting(String allowed, BiConsumer<CacheSettingsBuilder<String, ?>, String> action) {

    /** The type of the values, which is needed before there is a builder. */
    static final String TYPE = "type";

    /** How long entries live. */
    static final String TTL = "ttl";

    /** Encoded bytes from which values are compressed, as by default. */
    private static final int COMPRESSED_FROM = 8 * 1024;

    private static final String TIME = "a time above zero such as 90s, 10m or 1h";
    private static final String TIME_OR_ZERO = "a time such as 0s, 90s, 10m or 1h";
    private static final String SHARE = "a number from 0 to 1";
    private static final String COUNT = "a whole number from 1";

    private static final Map<String, CacheSetting> KNOWN = known();

    private static Map<String, CacheSetting> known() {
        Map<String, CacheSetting> all = new TreeMap<>();
        all.put(TYPE, new CacheSetting("the name of a Java type", (builder, text) -> {}));
        all.put(TTL, time(TIME, CacheSettingsBuilder::ttl));
        all.put("idle", time(TIME, CacheSettingsBuilder::idle));
        all.put("negative-ttl", time(TIME_OR_ZERO, CacheSettingsBuilder::negativeTtl));
        all.put(
                "stale-while-revalidate",
                time(TIME_OR_ZERO, CacheSettingsBuilder::staleWhileRevalidate));
        all.put("stale-on-error", time(TIME_OR_ZERO, CacheSettingsBuilder::staleOnError));
        all.put("error-throttle", time(TIME, CacheSettingsBuilder::errorThrottle));
        all.put("soft-timeout", time(TIME, CacheSettingsBuilder::softTimeout));
        all.put("hard-timeout", time(TIME, CacheSettingsBuilder::hardTimeout));
        all.put("lease-time", time(TIME, CacheSettingsBuilder::leaseTime));
        all.put("near-ttl", time(TIME, CacheSettingsBuilder::nearTtl));
        all.put("jitter", of(SHARE, Double::valueOf, (builder, share) -> builder.jitter(share)));
        all.put(
                "refresh-at",
                of(SHARE, Double::valueOf, (builder, share) -> builder.refreshAt(share)));
        all.put(
                "loads-per-second",
                of(COUNT, Integer::valueOf, (builder, count) -> builder.loadsPerSecond(count)));
        all.put(
                "near-maximum-entries",
                of(COUNT, Long::valueOf, (builder, count) -> builder.nearMaximumEntries(count)));
        all.put(
                "schema-version",
                of(
                        "a whole number from 0",
                        CacheSetting::natural,
                        (builder, version) -> builder.schemaVersion(version)));
        all.put(
                "tiers",
                of(
                        "one of near, far, both",
                        text -> Tiers.valueOf(text.toUpperCase(Locale.ROOT)),
                        (builder, tiers) -> builder.tiers(tiers)));
        all.put(
                "compression",
                of(
                        "one of none, lz4, zstd, deflate",
                        text -> Compression.valueOf(text.toUpperCase(Locale.ROOT)),
                        (builder, how) -> builder.compression(how, COMPRESSED_FROM)));
        all.put(
                "tags",
                of(
                        "texts with commas between",
                        text ->
                                Set.copyOf(
                                        new LinkedHashSet<>(
                                                Arrays.asList(
                                                        StringUtils.commaDelimitedListToStringArray(
                                                                text.replace(" ", ""))))),
                        (builder, tags) -> builder.tags((key, value) -> tags)));
        return all;
    }

    private static CacheSetting time(
            String allowed, BiConsumer<CacheSettingsBuilder<String, ?>, Duration> action) {
        return of(allowed, DurationStyle::detectAndParse, action);
    }

    private static <T> CacheSetting of(
            String allowed,
            Function<String, T> parser,
            BiConsumer<CacheSettingsBuilder<String, ?>, T> action) {
        return new CacheSetting(
                allowed, (builder, text) -> action.accept(builder, parser.apply(text)));
    }

    /** The name with dashes, however a property or an environment variable spells it. */
    static String canonical(String name) {
        return KNOWN.keySet().stream()
                .filter(known -> plain(known).equals(plain(name)))
                .findFirst()
                .orElse(name);
    }

    private static String plain(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    private static int natural(String text) {
        int number = Integer.parseInt(text);
        if (number < 0) {
            throw new IllegalArgumentException("below zero");
        }
        return number;
    }

    /**
     * Sets it.
     *
     * @param property its whole name
     * @throws StartRefusedException when there is no such setting, or it does not allow this value
     */
    static void apply(
            String property, String name, String text, CacheSettingsBuilder<String, ?> builder) {
        CacheSetting setting = KNOWN.get(canonical(name));
        if (setting == null) {
            throw new StartRefusedException(
                    "%s must be a setting of a cache, one of %s"
                            .formatted(property, String.join(", ", KNOWN.keySet())));
        }
        try {
            setting.action.accept(builder, text);
        } catch (IllegalArgumentException e) {
            throw StartRefusedException.of(property, setting.allowed, text);
        }
    }
}
