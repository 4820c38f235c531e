package io.remanso.cache.internal;

import io.lettuce.core.ScanCursor;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the keys of a cache: those in process at its beginning, then those in Redis, in small
 * steps. For one thread.
 */
final class KeyWalk<K> implements Iterator<K> {

    private final CacheCore<K, ?> core;
    private final String glob;
    private final Queue<K> found = new ArrayDeque<>();
    private @Nullable ScanCursor next;

    KeyWalk(CacheCore<K, ?> core) {
        this.core = core;
        this.glob = Glob.ofPrefix(core.space());
        this.next = core.far == null ? null : ScanCursor.INITIAL;
        found.addAll(core.near.keys(core.node.clock().now()));
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && next != null) {
            next = step(next);
        }
        return !found.isEmpty();
    }

    @Override
    public K next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The walk over the keys has ended");
        }
        return found.remove();
    }

    /** Where to go on; null at the end. */
    private @Nullable ScanCursor step(ScanCursor from) {
        FarTier far = core.far;
        if (far == null) {
            return null;
        }
        try {
            FarTier.Step step = far.walk(glob, from);
            step.found().forEach(this::add);
            return step.end().isFinished() ? null : step.end();
        } catch (FarException e) {
            core.failed(e);
            return null;
        }
    }

    private void add(String fullKey) {
        if (core.node.pending().covers(fullKey, core.space())) {
            return;
        }
        try {
            found.add(core.settings.keys().decode(fullKey.substring(core.space().length())));
        } catch (RuntimeException e) {
            // A key of another cache whose prefix begins like this one's, or of a newer version.
        }
    }
}
