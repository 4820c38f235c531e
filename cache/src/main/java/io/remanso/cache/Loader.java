package io.remanso.cache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source of the values that a cache does not hold. Called from many threads, for a key by one
 * of them in the whole application at a time. It runs in the thread of the caller that missed,
 * unless the cache has load timeouts or the call is asynchronous.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@FunctionalInterface
public interface Loader<K, V> {

    /**
     * The value of the key.
     *
     * @return null when there is none, which is itself kept for the cache's negative time to live
     * @throws Exception what is thrown reaches the callers that wait for this load, as the cause of
     *     a {@link LoadException}, unless a stale value may stand in
     */
    @Nullable V load(K key) throws Exception;

    /** The value together with what its entry has of its own. By default nothing. */
    default Loaded<V> loadEntry(K key) throws Exception {
        return Loaded.of(load(key));
    }

    /**
     * The values of several keys. By default one {@link #loadEntry} after the other; a source that
     * can answer many keys at once overrides this.
     *
     * @return one element per key asked for; a key without one counts as loaded with null
     */
    default Map<K, Loaded<V>> loadAll(Collection<K> keys) throws Exception {
        Map<K, Loaded<V>> all = LinkedHashMap.newLinkedHashMap(keys.size());
        for (K key : keys) {
            all.put(key, loadEntry(key));
        }
        return all;
    }

    /** A loader whose results carry options of their own. */
    static <K, V> Loader<K, V> ofEntries(EntryLoader<K, V> source) {
        return new Loader<>() {
            @Override
            public @Nullable V load(K key) throws Exception {
                return source.load(key).value();
            }

            @Override
            public Loaded<V> loadEntry(K key) throws Exception {
                return source.load(key);
            }
        };
    }

    /**
     * The one method of a loader whose results carry their own options.
     *
     * @param <K> the keys
     * @param <V> the values
     */
    @FunctionalInterface
    interface EntryLoader<K, V> {
        Loaded<V> load(K key) throws Exception;
    }
}
