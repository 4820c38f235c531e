package io.remanso.jcache;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an entry. Of one that is over, the value is the old one; both are null
 * when the listener does not want it.
 */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1L;

    private final transient K key;
    private final transient @Nullable V value;
    private final transient @Nullable V old;

    EntryEvent(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V old) {
        super(source, type);
        this.key = key;
        this.value = value;
        this.old = old;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public @Nullable V getOldValue() {
        return old;
    }

    @Override
    public boolean isOldValueAvailable() {
        return old != null;
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }

    @Override
    public String toString() {
        return "%s of '%s' in cache '%s'".formatted(getEventType(), key, getSource().getName());
    }
}
