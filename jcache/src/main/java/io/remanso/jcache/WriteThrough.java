package io.remanso.jcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The writer as the cache calls it: its errors come as {@link CacheWriterException}. Does nothing
 * without a writer.
 */
final class WriteThrough<K, V> {

    private final @Nullable CacheWriter<? super K, ? super V> writer;

    WriteThrough(@Nullable CacheWriter<? super K, ? super V> writer) {
        this.writer = writer;
    }

    boolean writes() {
        return writer != null;
    }

    void write(K key, V value) {
        if (writer != null) {
            try {
                writer.write(new Held<>(key, value));
            } catch (RuntimeException e) {
                throw wrapped(e);
            }
        }
    }

    void delete(K key) {
        if (writer != null) {
            try {
                writer.delete(key);
            } catch (RuntimeException e) {
                throw wrapped(e);
            }
        }
    }

    /**
     * Writes all.
     *
     * @param failure takes the writer's error, when it has one
     * @return the keys that were written
     */
    Set<K> writeAll(Map<? extends K, ? extends V> entries, List<RuntimeException> failure) {
        Set<K> written = new HashSet<>(entries.keySet());
        if (writer != null) {
            Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
            entries.forEach((key, value) -> left.add(new Held<>(key, value)));
            try {
                tell(writer, left);
            } catch (RuntimeException e) {
                failure.add(wrapped(e));
                left.forEach(entry -> written.remove(entry.getKey()));
            }
        }
        return written;
    }

    @SuppressWarnings("unchecked") // a writer of supertypes takes these entries
    private static <A, B> void tell(
            CacheWriter<A, B> writer, Collection<? extends Cache.Entry<?, ?>> entries) {
        writer.writeAll((Collection<Cache.Entry<? extends A, ? extends B>>) entries);
    }

    /**
     * Deletes all.
     *
     * @param failure takes the writer's error, when it has one
     * @return the keys that were deleted
     */
    Set<K> deleteAll(Set<? extends K> keys, List<RuntimeException> failure) {
        Set<K> deleted = new HashSet<>(keys);
        if (writer != null && !keys.isEmpty()) {
            Collection<K> left = new HashSet<>(keys);
            try {
                writer.deleteAll(left);
            } catch (RuntimeException e) {
                failure.add(wrapped(e));
                deleted.removeAll(left);
            }
        }
        return deleted;
    }

    private static CacheWriterException wrapped(RuntimeException e) {
        return e instanceof CacheWriterException own
                ? own
                : new CacheWriterException("The cache writer failed: %s".formatted(e), e);
    }
}
