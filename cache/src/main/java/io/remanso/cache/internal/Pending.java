package io.remanso.cache.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes and invalidations that Redis has not acknowledged: the newest per key, and no more than a
 * bound, beyond which a whole namespace is noted as cleared. Thread-safe.
 */
final class Pending {

    /** How many keys are remembered. */
    static final int BOUND = 10_000;

    /**
     * What is to be done with a key.
     *
     * @param space the namespace of the key
     * @param entry the entry to store; null to drop the key
     * @param millis the entry's time to live
     */
    record Op(String space, byte @Nullable [] entry, long millis) {}

    private final Timeline timeline;
    private final Map<String, Op> keys = new LinkedHashMap<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> spaces = new LinkedHashSet<>();
    private final Set<String> globs = new LinkedHashSet<>();
    private volatile boolean empty = true;

    Pending(Timeline timeline) {
        this.timeline = timeline;
    }

    boolean isEmpty() {
        return empty;
    }

    synchronized int size() {
        return keys.size() + tags.size() + spaces.size() + globs.size();
    }

    /**
     * Remembers a write.
     *
     * @param begunAt the stamp of the last event before the write: if another node invalidated
     *     anything since, nobody knows which came first, and the key is to be dropped
     */
    synchronized void store(String key, Op op, long begunAt) {
        put(key, op);
        if (timeline.begun() > begunAt) {
            conflicting(key);
        }
    }

    synchronized void drop(String key, String space) {
        put(key, new Op(space, null, 0));
    }

    private void put(String key, Op op) {
        if (spaces.contains(op.space())) {
            return;
        }
        keys.remove(key);
        keys.put(key, op);
        if (keys.size() > BOUND) {
            String space = op.space();
            keys.values().removeIf(other -> other.space().equals(space));
            spaces.add(space);
        }
        changed();
    }

    /**
     * Remembers an invalidation.
     *
     * @param space the namespace of the keys, when it is about keys
     */
    synchronized void add(LogEvent event, String space) {
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(key -> drop(key, space));
            case LogEvent.Tags all -> tags.addAll(all.subjects());
            case LogEvent.Spaces all -> {
                spaces.addAll(all.subjects());
                keys.values().removeIf(op -> all.subjects().contains(op.space()));
            }
            case LogEvent.Globs all -> {
                for (String pattern : all.subjects()) {
                    Glob glob = new Glob(pattern);
                    keys.keySet().removeIf(glob::matches);
                    globs.add(pattern);
                }
            }
        }
        changed();
    }

    /**
     * A newer write or invalidation is on its way to Redis: what waits for these keys must not be
     * made after it. Entries that a tag or namespace voids are void whenever they are stored.
     */
    synchronized void supersede(LogEvent event) {
        if (empty) {
            return;
        }
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(keys::remove);
            case LogEvent.Globs all -> {
                for (String pattern : all.subjects()) {
                    keys.keySet().removeIf(new Glob(pattern)::matches);
                }
            }
            case LogEvent.Tags all -> {}
            case LogEvent.Spaces all -> {}
        }
        changed();
    }

    /** Another node's invalidation: a write that waits here may be older. */
    synchronized void conflicting(LogEvent event) {
        if (empty) {
            return;
        }
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(this::conflicting);
            case LogEvent.Globs all -> {
                for (String pattern : all.subjects()) {
                    Glob glob = new Glob(pattern);
                    keys.replaceAll((key, op) -> glob.matches(key) ? dropOf(op) : op);
                }
            }
            case LogEvent.Tags all -> conflictingAll();
            case LogEvent.Spaces all -> conflictingAll();
        }
    }

    private void conflicting(String key) {
        keys.computeIfPresent(key, (k, op) -> dropOf(op));
    }

    /** Invalidations may have been missed: every write that waits here may be older than one. */
    synchronized void conflictingAll() {
        keys.replaceAll((key, op) -> dropOf(op));
    }

    private static Op dropOf(Op op) {
        return op.entry() == null ? op : new Op(op.space(), null, 0);
    }

    /** Whether Redis is behind for the key, so that it must not be read there. */
    boolean covers(String key, String space) {
        if (empty) {
            return false;
        }
        synchronized (this) {
            return keys.containsKey(key)
                    || spaces.contains(space)
                    || spaces.contains(LogEvent.Spaces.ALL)
                    || globs.stream().anyMatch(pattern -> new Glob(pattern).matches(key));
        }
    }

    /** Whether Redis is behind for one of the generations, named as in an entry's header. */
    boolean coversGenerations(List<String> generations) {
        if (empty) {
            return false;
        }
        synchronized (this) {
            return generations.stream().skip(1).anyMatch(tags::contains)
                    || spaces.contains(generations.getFirst());
        }
    }

    /** What waits, as it is now. */
    synchronized Snapshot snapshot() {
        return new Snapshot(
                new LinkedHashMap<>(keys),
                new ArrayList<>(tags),
                new ArrayList<>(spaces),
                new ArrayList<>(globs));
    }

    /** What waits: per key what is to be done, and names. */
    record Snapshot(
            Map<String, Op> keys, List<String> tags, List<String> spaces, List<String> globs) {}

    /** Whether what waits for the key still is this. */
    synchronized boolean is(String key, Op op) {
        return op.equals(keys.get(key));
    }

    /** Takes note that this was done for the key. */
    synchronized void done(String key, Op op) {
        if (op.equals(keys.get(key))) {
            keys.remove(key);
        }
        changed();
    }

    synchronized void doneTags(List<String> names) {
        names.forEach(tags::remove);
        changed();
    }

    synchronized void doneSpaces(List<String> names) {
        names.forEach(spaces::remove);
        changed();
    }

    synchronized void doneGlob(String pattern) {
        globs.remove(pattern);
        changed();
    }

    private void changed() {
        empty = keys.isEmpty() && tags.isEmpty() && spaces.isEmpty() && globs.isEmpty();
    }
}
