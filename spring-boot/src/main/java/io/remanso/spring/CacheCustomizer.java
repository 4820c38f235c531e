package io.remanso.spring;

import io.remanso.cache.CacheSettingsBuilder;

/**
 * A bean that has a say in every cache that the starter makes, for {@code @Cacheable} and for
 * cached endpoints: for what properties cannot express, such as tags made from keys and values. It
 * comes after the defaults and before the properties {@code remanso.caches.NAME.*}, which an
 * operator has the last word with. Several are asked in the order of the beans. Thread-safe.
 */
@FunctionalInterface
public interface CacheCustomizer {

    /**
     * Changes the settings of a cache in the making. What it throws refuses the cache.
     *
     * @param cache the cache's name
     * @param settings with the text of each key as the key
     */
    void customize(String cache, CacheSettingsBuilder<String, ?> settings);
}
