package io.remanso.cache.internal;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls the loaders of one cache: counts, times, and bounds their rate. Thread-safe. */
final class LoadRunner<K, V> {

    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(30);

    private final CacheSettings<K, V> settings;
    private final Terms usual;
    private final Counters counters;
    private final Events events;
    private final @Nullable RateLimiter limiter;

    LoadRunner(CacheSettings<K, V> settings, Counters counters, Events events) {
        this.settings = settings;
        this.usual = Terms.of(settings);
        this.counters = counters;
        this.events = events;
        int perSecond = settings.loading().perSecond();
        this.limiter =
                perSecond == 0
                        ? null
                        : RateLimiter.of(
                                settings.name(),
                                RateLimiterConfig.custom()
                                        .limitForPeriod(1)
                                        .limitRefreshPeriod(
                                                Duration.ofNanos(1_000_000_000L / perSecond))
                                        .timeoutDuration(LONGEST_QUEUE)
                                        .build());
    }

    /**
     * @throws LoadException when the loader fails
     */
    @SuppressWarnings("unchecked") // a loader of a subtype of V is one of V
    Loaded<V> load(K key, String fullKey, Loader<? super K, ? extends V> loader) {
        return run(fullKey, 1, () -> checked((Loaded<V>) loader.loadEntry(key)));
    }

    /**
     * @throws LoadException when the loader fails
     */
    @SuppressWarnings("unchecked")
    Map<K, Loaded<V>> loadAll(Collection<K> keys, Loader<? super K, ? extends V> loader) {
        Loader<K, V> exact = (Loader<K, V>) loader;
        return run(
                settings.keyPrefix() + '*',
                keys.size(),
                () -> {
                    Map<K, Loaded<V>> loaded = exact.loadAll(keys);
                    loaded.values().forEach(this::checked);
                    return loaded;
                });
    }

    /** A load that asks for what its cache does not have has failed. */
    private Loaded<V> checked(Loaded<V> loaded) {
        usual.with(loaded.options());
        return loaded;
    }

    private <T> T run(String what, int count, Callable<T> load) {
        long start = System.nanoTime();
        try {
            if (limiter != null) {
                for (int i = 0; i < count; i++) {
                    RateLimiter.waitForPermission(limiter);
                }
            }
            T value = load.call();
            long took = System.nanoTime() - start;
            counters.loads.add(count);
            counters.loadNanos.add(took);
            events.emit(Kind.LOAD, what, null, took, null);
            return value;
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            long took = System.nanoTime() - start;
            counters.loadFailures.increment();
            counters.loadNanos.add(took);
            events.emit(Kind.LOAD_FAILED, what, null, took, e);
            throw new LoadException(
                    "The load of '%s' in cache '%s' failed: %s"
                            .formatted(what, settings.name(), e.getMessage()),
                    e);
        }
    }
}
