package io.remanso.spring.endpoints;

import io.remanso.spring.settings.SettingsSource;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.PropertyResolver;

/**
 * What holds for all cached endpoints.
 *
 * @param maxBytes the largest body that is kept
 * @param ignoredHeaders request headers, in lower case, that say nothing about the caller, besides
 *     those that are known
 */
record EndpointSettings(int maxBytes, Set<String> ignoredHeaders) {

    private static final int KB = 1024;

    static EndpointSettings read(PropertyResolver properties) {
        SettingsSource source = new SettingsSource(properties);
        return new EndpointSettings(
                source.number("ENDPOINT_CACHE_MAX_KB", 1024, 1, 1 << 20) * KB,
                Stream.of(source.text("ENDPOINT_CACHE_IGNORED_HEADERS", "").split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
