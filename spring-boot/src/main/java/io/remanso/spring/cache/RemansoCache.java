package io.remanso.spring.cache;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.LoadException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * One of Spring's caches. Its calls with a loader share one load over all nodes; the others are
 * what Spring does without {@code sync = true}: a read, the method, a write. Thread-safe.
 */
final class RemansoCache implements Cache {

    private static final int LOCKS = 64;

    private final io.remanso.cache.Cache<String, Object> cache;
    private final boolean far;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    /**
     * @param far whether it has a tier in Redis
     */
    RemansoCache(io.remanso.cache.Cache<String, Object> cache, boolean far) {
        this.cache = cache;
        this.far = far;
    }

    @Override
    public String getName() {
        return cache.name();
    }

    @Override
    public Object getNativeCache() {
        return cache;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return wrap(cache.peek(KeyText.of(key)));
    }

    /** A stale value is none: who asks without a loader is about to load. */
    private static @Nullable ValueWrapper wrap(Answer<Object> answer) {
        return answer instanceof Answer.Fresh<Object>(Object value)
                ? new SimpleValueWrapper(value)
                : null;
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        Object value =
                cache.peek(KeyText.of(key)) instanceof Answer.Fresh<Object> fresh
                        ? fresh.value()
                        : null;
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException(
                    "The value must be a %s, cache '%s' holds a %s"
                            .formatted(type.getName(), getName(), value.getClass().getName()));
        }
        return cast(value);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        try {
            return cast(cache.get(KeyText.of(key), text -> loader.call()));
        } catch (LoadException e) {
            throw new ValueRetrievalException(key, loader, causeOf(e));
        }
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        return cache.async()
                .peek(KeyText.of(key))
                .thenApply(RemansoCache::wrap)
                .toCompletableFuture();
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        CompletableFuture<T> result = new CompletableFuture<>();
        cache.async()
                .get(KeyText.of(key), text -> await(loader.get()))
                .whenComplete((value, error) -> {
                    if (error == null) {
                        result.complete(RemansoCache.<T>cast(value));
                    } else {
                        result.completeExceptionally(causeOf(error));
                    }
                });
        return result;
    }

    private static @Nullable Object await(CompletableFuture<?> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Throwable causeOf(Throwable error) {
        Throwable outer =
                error instanceof CompletionException && error.getCause() != null
                        ? error.getCause()
                        : error;
        return outer instanceof LoadException && outer.getCause() != null
                ? outer.getCause()
                : outer;
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        cache.put(KeyText.of(key), value);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        String text = KeyText.of(key);
        AtomicReference<@Nullable Answer<Object>> seen = new AtomicReference<>();
        boolean done =
                cache.update(
                        text,
                        answer -> {
                            seen.set(answer);
                            return answer instanceof Answer.Fresh<Object>
                                    ? new Change.Keep<>()
                                    : new Change.Store<>(value);
                        });
        Answer<Object> held = seen.get();
        return wrap(held != null && (done || !far) ? held : putIfAbsentHere(text, value));
    }

    /** Redis could not be asked, or failed before it had answered: this node decides for itself. */
    private Answer<Object> putIfAbsentHere(String key, @Nullable Object value) {
        synchronized (locks[Math.floorMod(key.hashCode(), locks.length)]) {
            Answer<Object> held = cache.peek(key);
            if (!(held instanceof Answer.Fresh<Object>)) {
                cache.put(key, value);
            }
            return held;
        }
    }

    @Override
    public void evict(Object key) {
        cache.invalidate(KeyText.of(key));
    }

    @Override
    public boolean evictIfPresent(Object key) {
        String text = KeyText.of(key);
        boolean present = !(cache.peek(text) instanceof Answer.Missing<Object>);
        cache.invalidate(text);
        return present;
    }

    @Override
    public void clear() {
        cache.clear();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Spring's own caches
    private static <T> @Nullable T cast(@Nullable Object value) {
        return (T) value;
    }
}
