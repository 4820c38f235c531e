package io.remanso.jcache;

import io.remanso.testing.RedisServer;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/** A process among those that share caches: a provider of its own, with its own connections. */
record Node(RemansoCachingProvider provider, CacheManager manager) implements AutoCloseable {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    /** The prefix of an application that nothing else has used. */
    static String freshPrefix() {
        return "app" + PREFIXES.incrementAndGet() + ":";
    }

    static Node over(RedisServer server, String prefix) {
        return over(server.url(), prefix, "20");
    }

    /**
     * @param timeout in seconds, for an answer of Redis
     */
    static Node over(String url, String prefix, String timeout) {
        Properties properties = new Properties();
        properties.setProperty("CACHE_PREFIX", prefix);
        properties.setProperty("REDIS_SOCKET_TIMEOUT", timeout);
        properties.setProperty("REDIS_SOCKET_CONNECT_TIMEOUT", "20");
        RemansoCachingProvider provider = new RemansoCachingProvider();
        return new Node(provider, provider.getCacheManager(URI.create(url), null, properties));
    }

    static Node inProcess() {
        RemansoCachingProvider provider = new RemansoCachingProvider();
        return new Node(provider, provider.getCacheManager());
    }

    <K, V> Cache<K, V> cache(String name, Configuration<K, V> configuration) {
        return manager.createCache(name, configuration);
    }

    @Override
    public void close() {
        provider.close();
    }
}
