package io.remanso.jcache;

import io.remanso.cache.LoadException;
import io.remanso.jcache.Entries.Otherwise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a cache: what is held, what the loader brings, and what a read does to statistics
 * and to the time to live. Values are those of the cache, not yet copied for callers. Thread-safe.
 */
final class Reads<K, V> {

    private final Entries<K, V> entries;
    private final Listeners<K, V> listeners;
    private final Statistics statistics;
    private final Forms<K, V> forms;
    private final @Nullable CacheLoader<K, V> loader;
    private final boolean through;

    /**
     * @param loader null for none
     * @param through whether reads load what is missing
     */
    Reads(
            Entries<K, V> entries,
            Listeners<K, V> listeners,
            Statistics statistics,
            Forms<K, V> forms,
            @Nullable CacheLoader<K, V> loader,
            boolean through) {
        this.entries = entries;
        this.listeners = listeners;
        this.statistics = statistics;
        this.forms = forms;
        this.loader = loader;
        this.through = through;
    }

    @Nullable V get(K key) {
        V held = entries.peek(key);
        statistics.read(held != null);
        if (held != null) {
            entries.accessed(key, forms);
            return held;
        }
        return through && loader != null ? load(forms.key(key), source(loader)) : null;
    }

    Map<K, V> getAll(Set<K> keys) {
        Map<K, V> found = held(keys);
        statistics.reads(found.size(), keys.size() - found.size());
        found.keySet().forEach(key -> entries.accessed(key, forms));
        if (through && loader != null && found.size() < keys.size()) {
            Set<K> missing = new HashSet<>();
            keys.stream()
                    .filter(key -> !found.containsKey(key))
                    .forEach(key -> missing.add(forms.key(key)));
            found.putAll(loadMissing(missing, source(loader)));
        }
        return found;
    }

    /** What the source has for a key that a processor asks for; null without read-through. */
    @Nullable V sourceOf(K key) {
        return through && loader != null ? source(loader).read(key) : null;
    }

    /** Loads keys before they are asked for; does nothing without a loader. */
    void loadAll(Set<K> keys, boolean replace) {
        if (loader == null) {
            return;
        }
        if (!replace) {
            Set<K> missing = new HashSet<>(keys);
            missing.removeAll(held(keys).keySet());
            loadMissing(missing, source(loader));
            return;
        }
        source(loader)
                .readAll(keys)
                .forEach((key, value) ->
                        entries.change(
                                key,
                                Otherwise.REMEMBERED,
                                held -> new Decision.Write<>(value, false)));
    }

    /**
     * Walks over the entries.
     *
     * @param returned hears of the key of each that is handed out
     */
    Iterator<Cache.Entry<K, V>> walk(Consumer<K> returned, Consumer<K> remove) {
        return new EntryWalk<>(entries.cache().keys(), this::copies, returned, remove);
    }

    private List<Cache.Entry<K, V>> copies(List<K> keys) {
        List<Cache.Entry<K, V>> found = new ArrayList<>(keys.size());
        held(keys)
                .forEach((key, value) -> found.add(new Held<>(forms.key(key), forms.value(value))));
        return found;
    }

    /** What is held of the keys. Never loads. */
    private Map<K, V> held(Collection<K> keys) {
        if (!listeners.want(EventType.EXPIRED)) {
            return present(entries.cache().getAll(keys));
        }
        Map<K, V> held = new LinkedHashMap<>();
        for (K key : keys) {
            V value = entries.peek(key);
            if (value != null) {
                held.put(key, value);
            }
        }
        return held;
    }

    private static <K, V> Map<K, V> present(Map<K, @Nullable V> all) {
        Map<K, V> present = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    private ReadThrough<K, V> source(CacheLoader<K, V> own) {
        return new ReadThrough<>(own, entries, forms);
    }

    private @Nullable V load(K key, ReadThrough<K, V> source) {
        V value = guarded(() -> entries.cache().get(key, source));
        if (value == null) {
            // Who joined the load of another does not learn of a value that expired at once.
            value = source.asked() ? source.unkept().get(key) : source.read(key);
        }
        raise(source);
        return value;
    }

    private Map<K, V> loadMissing(Set<K> keys, ReadThrough<K, V> source) {
        Map<K, V> loaded = present(guarded(() -> entries.cache().getAll(keys, source)));
        loaded.putAll(source.unkept());
        raise(source);
        return loaded;
    }

    private void raise(ReadThrough<K, V> source) {
        source.stored()
                .forEach((key, value) -> listeners.raise(EventType.CREATED, key, value, null));
    }

    private static <T extends @Nullable Object> T guarded(Supplier<T> load) {
        try {
            return load.get();
        } catch (LoadException e) {
            throw e.getCause() instanceof CacheLoaderException own
                    ? own
                    : new CacheLoaderException(e.getMessage(), e);
        }
    }
}
