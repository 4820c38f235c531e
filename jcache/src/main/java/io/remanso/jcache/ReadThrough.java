package io.remanso.jcache;

import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loader as the cache behind calls it, for the reads of one caller: it notes what it loaded.
 * What expires at once is noted and not stored.
 */
final class ReadThrough<K, V> implements Loader<K, V> {

    private final CacheLoader<K, V> loader;
    private final Entries<K, V> entries;
    private final Forms<K, V> forms;
    private final Map<K, V> stored = new ConcurrentHashMap<>();
    private final Map<K, V> unkept = new ConcurrentHashMap<>();
    private volatile boolean asked;

    ReadThrough(CacheLoader<K, V> loader, Entries<K, V> entries, Forms<K, V> forms) {
        this.loader = loader;
        this.entries = entries;
        this.forms = forms;
    }

    /** Whether the loader was called here, and not by another caller or node. */
    boolean asked() {
        return asked;
    }

    /** What was loaded here and is stored. */
    Map<K, V> stored() {
        return stored;
    }

    /** What was loaded here and expired at once. */
    Map<K, V> unkept() {
        return unkept;
    }

    @Override
    public @Nullable V load(K key) {
        return loadEntry(key).value();
    }

    @Override
    public Loaded<V> loadEntry(K key) {
        return loaded(key, read(key));
    }

    /** The source's value of the key; null when it has none. */
    @Nullable V read(K key) {
        asked = true;
        try {
            return forms.valueOrNull(loader.load(key));
        } catch (RuntimeException e) {
            throw wrapped(e);
        }
    }

    /** The source's values of the keys that have some. */
    Map<K, V> readAll(Collection<? extends K> keys) {
        asked = true;
        Map<K, V> some = new LinkedHashMap<>();
        try {
            Map<K, V> all = loader.loadAll(keys);
            for (K key : keys) {
                V value = all.get(key);
                if (value != null) {
                    some.put(key, forms.value(value));
                }
            }
            return some;
        } catch (RuntimeException e) {
            throw wrapped(e);
        }
    }

    @Override
    public Map<K, Loaded<V>> loadAll(Collection<K> keys) {
        Map<K, V> some = readAll(keys);
        Map<K, Loaded<V>> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key, loaded(key, some.get(key))));
        return all;
    }

    private Loaded<V> loaded(K key, @Nullable V value) {
        if (value == null) {
            return Loaded.of(null);
        }
        Duration time = entries.expiry().onCreation();
        if (time.isZero()) {
            unkept.put(key, value);
            return Loaded.of(null);
        }
        stored.put(key, value);
        return new Loaded<>(value, entries.options(time));
    }

    private static CacheLoaderException wrapped(RuntimeException e) {
        return e instanceof CacheLoaderException own
                ? own
                : new CacheLoaderException("The cache loader failed: %s".formatted(e), e);
    }
}
