package io.remanso.jcache;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheStats;
import io.remanso.cache.Caches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** A cache of the standard over a {@link io.remanso.cache.Cache}. Thread-safe. */
final class RemansoCache<K, V> implements Cache<K, V> {

    private final RemansoCacheManager manager;
    private final String name;
    private final Place place;
    private final RemansoConfiguration<K, V> configuration;
    private final Forms<K, V> forms;
    private final Management management;
    private final Statistics statistics;
    private final Listeners<K, V> listeners;
    private final Reads<K, V> reads;
    private final io.remanso.cache.Cache<K, V> cache;
    private final Entries<K, V> entries;
    private final Writes<K, V> writes;
    private final List<@Nullable Object> parts;
    private final ExecutorService loads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();

    private RemansoCache(
            RemansoCacheManager manager,
            String name,
            RemansoConfiguration<K, V> configuration,
            Forms<K, V> forms,
            Caches caches,
            Place place) {
        this.manager = manager;
        this.name = name;
        this.place = place;
        this.configuration = configuration;
        this.forms = forms;
        this.management = new Management(manager.getURI(), name);
        CacheSettings<K, V> settings = settings(name, configuration, forms, place);
        Factory<CacheLoader<K, V>> loaders = configuration.getCacheLoaderFactory();
        Factory<CacheWriter<? super K, ? super V>> writers = configuration.getCacheWriterFactory();
        CacheLoader<K, V> loader = loaders == null ? null : loaders.create();
        CacheWriter<? super K, ? super V> ownWriter = writers == null ? null : writers.create();
        WriteThrough<K, V> writer =
                new WriteThrough<>(configuration.isWriteThrough() ? ownWriter : null);
        Expiry expiry =
                new Expiry(
                        configuration.getExpiryPolicyFactory().create(), settings.lifetime().ttl());
        this.parts = new ArrayList<>();
        parts.add(loader);
        parts.add(ownWriter);
        parts.add(expiry.policy());
        this.listeners = new Listeners<>(forms.copyValue());
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
        this.cache = caches.create(settings);
        this.statistics = new Statistics(() -> cache.stats().nearEvictions());
        this.entries =
                new Entries<>(
                        cache,
                        expiry,
                        writer,
                        listeners,
                        new Entries.Traits(
                                place.redis() != null && settings.tiers().far(),
                                !settings.lifetime().keptStale().isZero()));
        this.reads =
                new Reads<>(
                        entries,
                        listeners,
                        statistics,
                        forms,
                        loader,
                        configuration.isReadThrough());
        this.writes = new Writes<>(entries, writer, reads, statistics, forms);
    }

    static <K, V> RemansoCache<K, V> open(
            RemansoCacheManager manager,
            Caches caches,
            Place place,
            String name,
            RemansoConfiguration<K, V> configuration) {
        Forms<K, V> forms =
                Forms.of(configuration, place.redis() == null, manager.getClassLoader());
        RemansoCache<K, V> cache =
                new RemansoCache<>(manager, name, configuration, forms, caches, place);
        cache.listeners.of(cache);
        cache.statistics.enable(configuration.isStatisticsEnabled());
        cache.show();
        return cache;
    }

    private static <K, V> CacheSettings<K, V> settings(
            String name, RemansoConfiguration<K, V> configuration, Forms<K, V> forms, Place place) {
        CacheSettings<K, V> settings =
                configuration
                        .settings()
                        .apply(
                                CacheSettings.of(name, forms.keyCodec(), forms.valueCodec())
                                        .keyPrefix(KeyPrefix.of(name))
                                        .ttl(place.eternal())
                                        .jitter(0)
                                        .negativeTtl(Duration.ZERO))
                        .build();
        if (settings.loading().loader() != null) {
            throw new IllegalArgumentException(
                    "A loader must be given as a CacheLoader, the settings of cache '%s' have another"
                            .formatted(name));
        }
        return settings;
    }

    Class<?> keyType() {
        return configuration.getKeyType();
    }

    Class<?> valueType() {
        return configuration.getValueType();
    }

    // Reading

    @Override
    public @Nullable V get(K key) {
        long start = System.nanoTime();
        check(key);
        V value = reads.get(readKey(key));
        statistics.readTook(System.nanoTime() - start);
        return forms.valueOrNull(value);
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        long start = System.nanoTime();
        checkAll(keys);
        Map<K, V> all = new LinkedHashMap<>();
        reads.getAll(copies(keys))
                .forEach((key, value) -> all.put(forms.key(key), forms.value(value)));
        statistics.readTook(System.nanoTime() - start);
        return all;
    }

    @Override
    public boolean containsKey(K key) {
        check(key);
        return entries.peek(readKey(key)) != null;
    }

    @Override
    public void loadAll(
            Set<? extends K> keys,
            boolean replaceExistingValues,
            @Nullable CompletionListener completionListener) {
        checkAll(keys);
        Set<K> wanted = copies(keys);
        loads.execute(() -> {
            try {
                reads.loadAll(wanted, replaceExistingValues);
            } catch (RuntimeException e) {
                if (completionListener != null) {
                    completionListener.onException(e);
                }
                return;
            }
            if (completionListener != null) {
                completionListener.onCompletion();
            }
        });
    }

    private Set<K> copies(Set<? extends K> keys) {
        Set<K> copies = new LinkedHashSet<>();
        keys.forEach(key -> copies.add(forms.key(key)));
        return copies;
    }

    // Writing

    @Override
    public void put(K key, V value) {
        check(key, value);
        writes.put(key, value);
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        check(key, value);
        return writes.getAndPut(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        map.forEach(this::check);
        writes.putAll(map);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        check(key, value);
        return writes.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        check(key, newValue);
        check(key, oldValue);
        return writes.replace(key, oldValue, newValue);
    }

    @Override
    public boolean replace(K key, V value) {
        check(key, value);
        return writes.replace(key, value);
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        check(key, value);
        return writes.getAndReplace(key, value);
    }

    // Removing

    @Override
    public boolean remove(K key) {
        check(key);
        return writes.remove(key);
    }

    @Override
    public boolean remove(K key, V oldValue) {
        check(key, oldValue);
        return writes.remove(key, oldValue);
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        check(key);
        return writes.getAndRemove(key);
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        checkAll(keys);
        writes.removeAll(keys);
    }

    @Override
    public void removeAll() {
        requireOpen();
        Set<K> keys = new HashSet<>();
        CacheStats before = cache.stats();
        reads.walk(key -> {}, this::remove).forEachRemaining(entry -> keys.add(entry.getKey()));
        CacheStats after = cache.stats();
        boolean metAll =
                before.redisFailures() == after.redisFailures()
                        && before.pending() == 0
                        && after.pending() == 0;
        removeAll(keys);
        if (!metAll) {
            // Redis did not show the rest, or was not asked: it goes unseen, once Redis is back.
            cache.clear();
        }
    }

    @Override
    public void clear() {
        requireOpen();
        cache.clear();
    }

    /** Drops every entry, and what is left of earlier ones in Redis. */
    void dropEverything() {
        cache.clear();
        cache.invalidatePrefix("");
    }

    // Processing

    @Override
    public <T> @Nullable T invoke(
            K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        check(key);
        Objects.requireNonNull(entryProcessor, "An entry processor must not be null");
        return writes.invoke(key, entryProcessor, arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        checkAll(keys);
        Objects.requireNonNull(entryProcessor, "An entry processor must not be null");
        Map<K, EntryProcessorResult<T>> results = new LinkedHashMap<>();
        for (K key : keys) {
            try {
                T result = invoke(key, entryProcessor, arguments);
                if (result != null) {
                    results.put(key, new ProcessorResult<>(result, null));
                }
            } catch (RuntimeException e) {
                results.put(key, new ProcessorResult<>(null, e));
            }
        }
        return results;
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        requireOpen();
        return reads.walk(
                key -> {
                    statistics.read(true);
                    entries.accessed(key, forms);
                },
                this::remove);
    }

    // The cache itself

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> clazz) {
        RemansoConfiguration<K, V> copy;
        synchronized (configuration) {
            copy = RemansoConfiguration.copyOf(configuration);
        }
        return Unwrapping.of(clazz, copy);
    }

    @Override
    public void registerCacheEntryListener(
            CacheEntryListenerConfiguration<K, V> cacheEntryListenerConfiguration) {
        requireOpen();
        Objects.requireNonNull(cacheEntryListenerConfiguration, "A listener must not be null");
        synchronized (configuration) {
            listeners.add(cacheEntryListenerConfiguration);
            configuration.addCacheEntryListenerConfiguration(cacheEntryListenerConfiguration);
        }
    }

    @Override
    public void deregisterCacheEntryListener(
            CacheEntryListenerConfiguration<K, V> cacheEntryListenerConfiguration) {
        requireOpen();
        Objects.requireNonNull(cacheEntryListenerConfiguration, "A listener must not be null");
        synchronized (configuration) {
            listeners.remove(cacheEntryListenerConfiguration);
            configuration.removeCacheEntryListenerConfiguration(cacheEntryListenerConfiguration);
        }
    }

    void enableStatistics(boolean enabled) {
        synchronized (configuration) {
            statistics.enable(enabled);
            configuration.setStatisticsEnabled(enabled);
            show();
        }
    }

    void enableManagement(boolean enabled) {
        synchronized (configuration) {
            configuration.setManagementEnabled(enabled);
            show();
        }
    }

    private void show() {
        management.show(
                Management.Kind.CONFIGURATION,
                new ConfigurationBean(configuration),
                configuration.isManagementEnabled());
        management.show(
                Management.Kind.STATISTICS, statistics, configuration.isStatisticsEnabled());
    }

    /** Parts with the cache on this node. What it holds in Redis stays, for other nodes. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        manager.forget(this);
        loads.shutdown();
        listeners.close();
        parts.forEach(Closing::quietly);
        management.show(Management.Kind.CONFIGURATION, this, false);
        management.show(Management.Kind.STATISTICS, this, false);
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /** This cache, or the {@link io.remanso.cache.Cache} behind it. */
    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this, cache);
    }

    @Override
    public String toString() {
        return "cache '%s'".formatted(name);
    }

    // What is asked of arguments

    private void requireOpen() {
        if (isClosed()) {
            throw new IllegalStateException("The cache '%s' is closed".formatted(name));
        }
    }

    private void check(K key) {
        requireOpen();
        requireType("key", configuration.getKeyType(), key);
    }

    private void check(K key, V value) {
        check(key);
        requireType("value", configuration.getValueType(), value);
    }

    private void checkAll(Set<? extends K> keys) {
        requireOpen();
        keys.forEach(this::check);
    }

    private void requireType(String what, Class<?> type, @Nullable Object argument) {
        if (argument == null) {
            throw new NullPointerException("A %s must not be null".formatted(what));
        }
        if (!type.isInstance(argument)) {
            throw new ClassCastException(
                    "A %s of cache '%s' must be a %s, got a %s"
                            .formatted(what, name, type.getName(), argument.getClass().getName()));
        }
    }

    /** A key to read with: over Redis the tier in process keeps it. */
    private K readKey(K key) {
        return place.redis() == null ? key : forms.key(key);
    }
}
