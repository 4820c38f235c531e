package io.remanso.jcache;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a cache. Synchronous ones are called in the thread that changed the entry, the
 * others in the order of the events by one thread of their own. Thread-safe.
 */
final class Listeners<K, V> implements AutoCloseable {

    private final List<Registration<K, V>> all = new CopyOnWriteArrayList<>();
    private final UnaryOperator<V> copy;
    private final ExecutorService later =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("remanso-jcache-events").factory());
    private @Nullable Cache<K, V> source;

    /**
     * @param copy makes the values that listeners get
     */
    Listeners(UnaryOperator<V> copy) {
        this.copy = copy;
    }

    /** Names the cache whose events these are. Called once, before the first event. */
    void of(Cache<K, V> cache) {
        source = cache;
    }

    /**
     * @throws IllegalArgumentException when it is registered already
     */
    void add(CacheEntryListenerConfiguration<K, V> configuration) {
        synchronized (all) {
            if (all.stream().anyMatch(one -> one.configuration().equals(configuration))) {
                throw new IllegalArgumentException(
                        "A listener can be registered once, %s is already"
                                .formatted(configuration));
            }
            all.add(Registration.of(configuration));
        }
    }

    void remove(CacheEntryListenerConfiguration<K, V> configuration) {
        synchronized (all) {
            all.stream()
                    .filter(one -> one.configuration().equals(configuration))
                    .toList()
                    .forEach(one -> {
                        all.remove(one);
                        Closing.quietly(one.listener());
                    });
        }
    }

    /** Whether anybody wants to hear of such events. */
    boolean want(EventType type) {
        for (Registration<K, V> one : all) {
            if (one.wants(type)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells of something that happened to an entry.
     *
     * @param value what the entry holds now; not looked at when it is over
     * @param old what it held before; null when it was created
     * @throws javax.cache.event.CacheEntryListenerException when a synchronous listener failed
     */
    void raise(EventType type, K key, V value, @Nullable V old) {
        for (Registration<K, V> one : all) {
            if (!one.wants(type)) {
                continue;
            }
            boolean over = type == EventType.REMOVED || type == EventType.EXPIRED;
            V before = one.configuration().isOldValueRequired() ? copy(old) : null;
            EntryEvent<K, V> event =
                    new EntryEvent<>(
                            Objects.requireNonNull(source, "of() is called first"),
                            type,
                            key,
                            over ? before : copy(value),
                            before);
            if (one.configuration().isSynchronous()) {
                one.tell(event);
            } else {
                later(() -> one.tellQuietly(event));
            }
        }
    }

    private void later(Runnable telling) {
        try {
            later.execute(telling);
        } catch (RejectedExecutionException e) {
            // The cache was closed meanwhile: nobody listens any more.
        }
    }

    private @Nullable V copy(@Nullable V value) {
        return value == null ? null : copy.apply(value);
    }

    /** Events that are on their way still arrive. */
    @Override
    public void close() {
        later.shutdown();
        all.forEach(one -> Closing.quietly(one.listener()));
    }
}
