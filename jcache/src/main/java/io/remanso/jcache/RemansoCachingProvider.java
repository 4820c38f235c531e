package io.remanso.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The entrance for {@link javax.cache.Caching}: one cache manager per URI and class loader.
 * Thread-safe.
 *
 * <p>The URI says where a manager's caches are. One of the forms of {@code REDIS_URL} ({@code
 * redis://…}, {@code redis-sentinel://…}, {@code redis-cluster://…}, {@code rediss…}) stands for
 * that Redis. Any other, {@link #getDefaultURI the default} first of all, is a mere name: its
 * caches are in this process, unless {@code REDIS_ENABLED} is true; then in the Redis of {@code
 * REDIS_URL}. Settings come from the properties given for the manager, then the system properties,
 * then the environment.
 */
public final class RemansoCachingProvider implements CachingProvider {

    private static final URI DEFAULT_URI = URI.create("remanso:default");

    private final Map<ClassLoader, Map<URI, RemansoCacheManager>> managers = new WeakHashMap<>();

    /** Called by {@link java.util.ServiceLoader}. Managers are made when they are asked for. */
    public RemansoCachingProvider() {}

    /**
     * The manager of the URI and class loader, which is made when there is none. When Redis does
     * not answer within {@code REDIS_SOCKET_CONNECT_TIMEOUT}, the manager begins without it and
     * says so in the log.
     *
     * @param uri null for the default
     * @param classLoader null for the default
     * @param properties settings for a manager that has still to be made; null for none
     * @throws javax.cache.CacheException when a setting has a value that is not allowed
     */
    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI place = uri == null ? DEFAULT_URI : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Properties own = new Properties();
        if (properties != null) {
            own.putAll(properties);
        }
        synchronized (managers) {
            return managers.computeIfAbsent(loader, key -> new HashMap<>())
                    .computeIfAbsent(
                            place, key -> new RemansoCacheManager(this, place, loader, own));
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return RemansoCachingProvider.class.getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        close(manager -> true);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        close(manager -> loader.equals(manager.getClassLoader()));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        URI place = uri == null ? DEFAULT_URI : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        close(manager -> loader.equals(manager.getClassLoader()) && place.equals(manager.getURI()));
    }

    private void close(Predicate<RemansoCacheManager> which) {
        List<RemansoCacheManager> chosen = new ArrayList<>();
        synchronized (managers) {
            managers.values()
                    .forEach(byUri -> byUri.values().stream().filter(which).forEach(chosen::add));
        }
        chosen.forEach(RemansoCacheManager::close);
    }

    /** Forgets a manager that is being closed. */
    void forget(RemansoCacheManager manager) {
        synchronized (managers) {
            Map<URI, RemansoCacheManager> byUri = managers.get(manager.getClassLoader());
            if (byUri != null) {
                byUri.remove(manager.getURI(), manager);
            }
        }
    }

    /** Store by reference: it is the one optional feature of the standard, and it is there. */
    @Override
    public boolean isSupported(OptionalFeature optionalFeature) {
        return optionalFeature == OptionalFeature.STORE_BY_REFERENCE;
    }
}
