package io.remanso.jcache;

import io.remanso.cache.Caches;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches of one URI and class loader. Thread-safe. */
final class RemansoCacheManager implements CacheManager {

    private final RemansoCachingProvider provider;
    private final URI uri;
    private final ClassLoader classLoader;
    private final Properties properties;
    private final Place place;
    private final Place.Opened opened;
    private final Caches caches;
    private final Map<String, RemansoCache<?, ?>> open = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    RemansoCacheManager(
            RemansoCachingProvider provider,
            URI uri,
            ClassLoader classLoader,
            Properties properties) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = classLoader;
        this.properties = properties;
        this.place = Place.of(uri, properties);
        this.opened = place.open();
        this.caches = opened.caches();
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    /**
     * Makes a cache. Over Redis it holds at once what other nodes have put into the cache of this
     * name.
     *
     * @throws CacheException when there is a cache of this name
     * @throws IllegalArgumentException when the configuration asks for what cannot be
     */
    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
            String cacheName, C configuration) {
        requireOpen();
        Objects.requireNonNull(cacheName, "A cache's name must not be null");
        Objects.requireNonNull(configuration, "A cache's configuration must not be null");
        synchronized (open) {
            if (open.containsKey(cacheName)) {
                throw new CacheException(
                        "A cache's name must be its own, '%s' is taken".formatted(cacheName));
            }
            RemansoCache<K, V> cache =
                    RemansoCache.open(
                            this,
                            caches,
                            place,
                            cacheName,
                            RemansoConfiguration.copyOf(configuration));
            open.put(cacheName, cache);
            return cache;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the types have been compared
    public <K, V> @Nullable Cache<K, V> getCache(
            String cacheName, Class<K> keyType, Class<V> valueType) {
        Objects.requireNonNull(keyType, "A key type must not be null");
        Objects.requireNonNull(valueType, "A value type must not be null");
        RemansoCache<?, ?> cache = find(cacheName);
        if (cache == null) {
            return null;
        }
        requireType(cacheName, "keys", keyType, cache.keyType());
        requireType(cacheName, "values", valueType, cache.valueType());
        return (Cache<K, V>) cache;
    }

    private static void requireType(
            String cacheName, String what, Class<?> asked, Class<?> configured) {
        if (asked != configured) {
            throw new ClassCastException(
                    "The %s of cache '%s' are of %s, asked for as %s"
                            .formatted(what, cacheName, configured.getName(), asked.getName()));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the standard leaves it to the caller
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
        return (Cache<K, V>) find(cacheName);
    }

    private @Nullable RemansoCache<?, ?> find(String cacheName) {
        requireOpen();
        return open.get(Objects.requireNonNull(cacheName, "A cache's name must not be null"));
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        return List.copyOf(open.keySet());
    }

    /** Drops the cache with all its entries, in Redis and on every node. */
    @Override
    public void destroyCache(String cacheName) {
        RemansoCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.dropEverything();
            cache.close();
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        RemansoCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableManagement(enabled);
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        RemansoCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableStatistics(enabled);
        }
    }

    /** Forgets a cache that is being closed. */
    void forget(RemansoCache<?, ?> cache) {
        if (open.remove(cache.getName(), cache)) {
            caches.remove(cache.getName());
        }
    }

    private void requireOpen() {
        if (isClosed()) {
            throw new IllegalStateException("The cache manager %s is closed".formatted(this));
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        provider.forget(this);
        try {
            open.values().forEach(RemansoCache::close);
        } finally {
            opened.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /** This manager, or the {@link Caches} behind it. */
    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this, caches);
    }

    /** The URI without a password. */
    @Override
    public String toString() {
        return Management.withoutPassword(uri);
    }
}
