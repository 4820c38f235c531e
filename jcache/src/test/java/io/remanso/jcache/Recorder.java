package io.remanso.jcache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Notes every event of a cache as a line of text. */
final class Recorder<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V> {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    CacheEntryListenerConfiguration<K, V> configuration(boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, synchronous);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> some) {
        note(some);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> some) {
        note(some);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> some) {
        note(some);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> some) {
        note(some);
    }

    private void note(Iterable<CacheEntryEvent<? extends K, ? extends V>> some) {
        some.forEach(event ->
                events.add(
                        "%s %s %s->%s"
                                .formatted(
                                        event.getEventType(),
                                        event.getKey(),
                                        event.getOldValue(),
                                        event.getValue())));
    }
}
