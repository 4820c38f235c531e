package io.remanso.cache.internal;

import io.remanso.cache.Answer;
import io.remanso.cache.AsyncCache;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.Loader;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of a cache on virtual threads, hits in process at once. */
final class TieredAsync<K, V> implements AsyncCache<K, V> {

    private final TieredCache<K, V> cache;
    private final Executor threads;

    TieredAsync(TieredCache<K, V> cache, Executor threads) {
        this.cache = cache;
        this.threads = threads;
    }

    @Override
    public CompletionStage<@Nullable V> get(K key) {
        return cache.holdsQuietly(key)
                ? CompletableFuture.completedStage(cache.get(key))
                : supply(() -> cache.get(key));
    }

    @Override
    public CompletionStage<@Nullable V> get(K key, Loader<? super K, ? extends V> loader) {
        return cache.holdsQuietly(key)
                ? CompletableFuture.completedStage(cache.get(key, loader))
                : supply(() -> cache.get(key, loader));
    }

    @Override
    public CompletionStage<Answer<V>> peek(K key) {
        return supply(() -> cache.peek(key));
    }

    @Override
    public CompletionStage<Map<K, @Nullable V>> getAll(Collection<? extends K> keys) {
        return supply(() -> cache.getAll(keys));
    }

    @Override
    public CompletionStage<Boolean> put(K key, @Nullable V value) {
        return supply(() -> cache.put(key, value));
    }

    @Override
    public CompletionStage<Boolean> put(K key, @Nullable V value, EntryOptions options) {
        return supply(() -> cache.put(key, value, options));
    }

    @Override
    public CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> entries) {
        return run(() -> cache.putAll(entries));
    }

    @Override
    public CompletionStage<Boolean> invalidate(K key) {
        return supply(() -> cache.invalidate(key));
    }

    @Override
    public CompletionStage<Boolean> invalidateAll(Collection<? extends K> keys) {
        return supply(() -> cache.invalidateAll(keys));
    }

    @Override
    public CompletionStage<Boolean> invalidateTags(String... tags) {
        return supply(() -> cache.invalidateTags(tags));
    }

    @Override
    public CompletionStage<Long> invalidatePrefix(String prefix) {
        return supply(() -> cache.invalidatePrefix(prefix));
    }

    @Override
    public CompletionStage<Long> invalidateGlob(String pattern) {
        return supply(() -> cache.invalidateGlob(pattern));
    }

    @Override
    public CompletionStage<Boolean> clear() {
        return supply(cache::clear);
    }

    private <T extends @Nullable Object> CompletionStage<T> supply(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    private CompletionStage<@Nullable Void> run(Runnable call) {
        return CompletableFuture.runAsync(call, threads);
    }
}
