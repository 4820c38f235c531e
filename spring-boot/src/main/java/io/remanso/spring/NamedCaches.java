package io.remanso.spring;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.Caches;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.codec.ValueCodec;
import io.remanso.spring.settings.StartRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes each cache by its name as the application says: the default time to live, then the {@link
 * CacheCustomizer}s, then the properties {@code remanso.caches.NAME.*}. Thread-safe.
 */
public final class NamedCaches implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCaches.class);

    private final Caches caches;
    private final Duration ttl;
    private final List<CacheCustomizer> customizers;
    private final CacheProperties properties;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    NamedCaches(
            Caches caches,
            Duration ttl,
            List<CacheCustomizer> customizers,
            CacheProperties properties) {
        this.caches = caches;
        this.ttl = ttl;
        this.customizers = List.copyOf(customizers);
        this.properties = properties;
    }

    /** Names the caches that properties speak of and that nothing in the application has. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        String unused =
                configured().stream()
                        .filter(name -> !asked.contains(name))
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            LOG.warn(
                    "Settings under remanso.caches have no effect: there is no cache and no cached endpoint named {}",
                    unused);
        }
    }

    /** The names that properties speak of. */
    public Set<String> configured() {
        return properties.names();
    }

    /** The type of the values of a cache, as its property has it; null when it has none. */
    public @Nullable String typeOf(String name) {
        return properties.of(name, CacheSetting.TYPE);
    }

    /** Whether a property says how long the entries of a cache live. */
    public boolean hasTtl(String name) {
        return properties.of(name, CacheSetting.TTL) != null;
    }

    /**
     * The settings of a cache with texts as keys.
     *
     * @throws StartRefusedException when they do not fit together
     */
    public <V> CacheSettings<String, V> settings(
            String name, ValueCodec<V> values, Special<V> special) {
        asked.add(name);
        try {
            CacheSettingsBuilder<String, V> builder =
                    CacheSettings.of(name, KeyCodec.strings(), values).ttl(ttl);
            special.apply(builder);
            customizers.forEach(customizer -> customizer.customize(name, builder));
            properties.apply(name, builder);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("Cache '%s': %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Makes a cache.
     *
     * @throws StartRefusedException when a cache of this name exists already
     */
    public <V> Cache<String, V> make(CacheSettings<String, V> settings) {
        try {
            return caches.create(settings);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What a kind of cache has of its own, before anybody else has a say.
     *
     * @param <V> the values
     */
    @FunctionalInterface
    public interface Special<V> {
        void apply(CacheSettingsBuilder<String, V> settings);
    }
}
