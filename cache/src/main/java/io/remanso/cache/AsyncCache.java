package io.remanso.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Cache} whose calls return at once. A hit in process is a stage that is already complete;
 * everything else runs on a virtual thread, loaders included. A stage fails with the exception that
 * the call of the same name throws. Thread-safe.
 *
 * @param <K> the keys, never null
 * @param <V> the values; null stands for "known to be absent"
 */
public interface AsyncCache<K, V> {

    /** See {@link Cache#get(Object)}. */
    CompletionStage<@Nullable V> get(K key);

    /** See {@link Cache#get(Object, Loader)}. */
    CompletionStage<@Nullable V> get(K key, Loader<? super K, ? extends V> loader);

    /** See {@link Cache#peek}. */
    CompletionStage<Answer<V>> peek(K key);

    /** See {@link Cache#getAll}. */
    CompletionStage<Map<K, @Nullable V>> getAll(Collection<? extends K> keys);

    /** See {@link Cache#put(Object, Object)}; complete once every node sees it. */
    CompletionStage<Boolean> put(K key, @Nullable V value);

    /** See {@link Cache#put(Object, Object, EntryOptions)}. */
    CompletionStage<Boolean> put(K key, @Nullable V value, EntryOptions options);

    /** See {@link Cache#putAll}. */
    CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> entries);

    /** See {@link Cache#invalidate}; complete once it is acknowledged. */
    CompletionStage<Boolean> invalidate(K key);

    /** See {@link Cache#invalidateAll}. */
    CompletionStage<Boolean> invalidateAll(Collection<? extends K> keys);

    /** See {@link Cache#invalidateTags}. */
    CompletionStage<Boolean> invalidateTags(String... tags);

    /** See {@link Cache#invalidatePrefix}. */
    CompletionStage<Long> invalidatePrefix(String prefix);

    /** See {@link Cache#invalidateGlob}. */
    CompletionStage<Long> invalidateGlob(String pattern);

    /** See {@link Cache#clear}. */
    CompletionStage<Boolean> clear();
}
