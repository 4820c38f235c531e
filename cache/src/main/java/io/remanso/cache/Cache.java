package io.remanso.cache;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of keys to values that may forget, kept in this process, in Redis, or in both. Thread-safe.
 * No failure of Redis reaches a caller: a read becomes a miss, a write is remembered and settled
 * when Redis is back. Values are shared between callers and must not be changed.
 *
 * @param <K> the keys, never null
 * @param <V> the values; null stands for "known to be absent"
 */
public interface Cache<K, V> {

    String name();

    /**
     * The value of the key, loaded with the cache's loader when it is missing.
     *
     * @return null when the value is null, or missing in a cache without a loader
     * @throws LoadException when the loader failed and no stale value may stand in
     */
    @Nullable V get(K key);

    /**
     * The value of the key, loaded with this loader when it is missing. Callers that miss the same
     * key at the same time share one load, whichever loader they brought.
     *
     * @throws LoadException when the loader failed and no stale value may stand in
     */
    @Nullable V get(K key, Loader<? super K, ? extends V> loader);

    /** What the cache holds for the key. Never loads. */
    Answer<V> peek(K key);

    /**
     * The values of the keys, in their order: one round trip for those that Redis holds, one bulk
     * load for those that nobody holds.
     *
     * @return one element per key; in a cache without a loader, only those that are held
     * @throws LoadException when the loader failed for a key and no stale value may stand in
     */
    Map<K, @Nullable V> getAll(Collection<? extends K> keys);

    /**
     * The values of the keys, loaded with this loader where they are missing; see {@link
     * #getAll(Collection)} and {@link #get(Object, Loader)}.
     *
     * @throws LoadException when the loader failed for a key and no stale value may stand in
     */
    Map<K, @Nullable V> getAll(Collection<? extends K> keys, Loader<? super K, ? extends V> loader);

    /**
     * The keys that are held, on this node and in Redis, in no order. The walk goes on while others
     * write: a key may come twice, one that is put meanwhile may be left out, and the entry of a
     * key may be void by now; {@link #peek} tells. It ends early when Redis does not answer.
     *
     * @return for one thread; it reads Redis step by step and never removes
     */
    Iterator<K> keys();

    /**
     * Stores the value on every tier.
     *
     * @return whether every node sees it now; false when Redis did not answer, and the write is
     *     remembered
     */
    boolean put(K key, @Nullable V value);

    /**
     * Stores the value with options of its own; see {@link #put(Object, Object)}.
     *
     * @throws IllegalArgumentException when the options name a tier that this cache does not have
     */
    boolean put(K key, @Nullable V value, EntryOptions options);

    void putAll(Map<? extends K, ? extends V> entries);

    /**
     * Replaces what the cache holds for the key by the result of a function, as one step: when
     * another node changed the key meanwhile, the function is called again with what it left. What
     * is dropped meanwhile, by its tags too, does not come back in the result.
     *
     * @param change from what is held (stale counts as missing) to what shall be; it may be called
     *     several times and must have no side effect
     * @return whether every node sees the result; false when Redis did not answer: then nothing
     *     changed, or the key is dropped as soon as Redis is back, or, in a cache without a tier in
     *     Redis, the change is in force on this node alone
     * @throws RuntimeException what the function throws
     */
    boolean update(K key, Function<? super Answer<V>, Change<V>> change);

    /**
     * Drops the key on every tier of every node.
     *
     * @return whether it is in force; false when Redis did not answer, and it is remembered, in
     *     force on this node alone
     */
    boolean invalidate(K key);

    /** Drops several keys; see {@link #invalidate}. */
    boolean invalidateAll(Collection<? extends K> keys);

    /**
     * Drops all entries that carry one of the tags, in every cache of the application, in one round
     * trip; see {@link #invalidate} for the answer.
     */
    boolean invalidateTags(String... tags);

    /**
     * Drops the entries whose keys' text begins with the prefix.
     *
     * @return how many were dropped
     */
    long invalidatePrefix(String prefix);

    /**
     * Drops the entries whose keys' text matches the pattern: {@code *}, {@code ?}, {@code [a-z]},
     * {@code [^a]}, and a backslash before a character that stands for itself.
     *
     * @return how many were dropped
     */
    long invalidateGlob(String pattern);

    /**
     * Drops all entries of this cache, in one round trip; see {@link #invalidate} for the answer.
     */
    boolean clear();

    /**
     * Loads keys before they are asked for. Errors of the loader are counted in the report and do
     * not end the warm-up.
     */
    WarmUp.Report warmUp(Collection<? extends K> keys, WarmUp warmUp);

    CacheStats stats();

    /** Calls the listener at each event of this cache until the subscription is closed. */
    Subscription listen(CacheListener listener);

    /** The same cache, answering with {@link java.util.concurrent.CompletionStage}. */
    AsyncCache<K, V> async();

    /** What an {@link #update} shall do. */
    sealed interface Change<V> {

        /** Leaves the entry as it is. */
        record Keep<V>() implements Change<V> {}

        /** Drops the entry. */
        record Remove<V>() implements Change<V> {}

        /** Stores a value; not in process alone, because the step is one of Redis. */
        record Store<V>(@Nullable V value, EntryOptions options) implements Change<V> {
            public Store(@Nullable V value) {
                this(value, EntryOptions.DEFAULT);
            }
        }

        /**
         * Stores a value for what is left of the time to live of the one that is held, whatever the
         * options say of that; the same as {@link Store} when none is held.
         */
        record Amend<V>(@Nullable V value, EntryOptions options) implements Change<V> {
            public Amend(@Nullable V value) {
                this(value, EntryOptions.DEFAULT);
            }
        }
    }

    /** A listener's registration; closing it ends the calls. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
