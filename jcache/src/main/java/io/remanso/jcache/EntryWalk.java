package io.remanso.jcache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The iterator of a cache: keys in batches, each with the values that it has then. */
final class EntryWalk<K, V> implements Iterator<Cache.Entry<K, V>> {

    private static final int BATCH = 100;

    private final Iterator<K> keys;
    private final Function<List<K>, List<Cache.Entry<K, V>>> read;
    private final Consumer<K> returned;
    private final Consumer<K> remove;
    private final Set<K> seen = new HashSet<>();
    private final Queue<Cache.Entry<K, V>> found = new ArrayDeque<>();
    private @Nullable K last;

    /**
     * @param keys may come twice
     * @param read the entries of those keys that are held
     * @param returned hears of each entry that is handed out
     * @param remove drops an entry
     */
    EntryWalk(
            Iterator<K> keys,
            Function<List<K>, List<Cache.Entry<K, V>>> read,
            Consumer<K> returned,
            Consumer<K> remove) {
        this.keys = keys;
        this.read = read;
        this.returned = returned;
        this.remove = remove;
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && keys.hasNext()) {
            List<K> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && keys.hasNext()) {
                K key = keys.next();
                if (seen.add(key)) {
                    batch.add(key);
                }
            }
            found.addAll(read.apply(batch));
        }
        return !found.isEmpty();
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The iteration has ended");
        }
        Cache.Entry<K, V> entry = found.remove();
        last = entry.getKey();
        returned.accept(entry.getKey());
        return entry;
    }

    @Override
    public void remove() {
        K key = last;
        if (key == null) {
            throw new IllegalStateException("next() is called before remove(), once for each");
        }
        last = null;
        remove.accept(key);
    }
}
