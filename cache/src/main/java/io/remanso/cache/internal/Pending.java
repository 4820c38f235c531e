package io.remanso.cache.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and invalidations that Redis has not acknowledged: the newest per key, and no more than a
 * bound, beyond which a whole namespace is noted as cleared. Thread-safe.
 */
final class Pending {

    /** How many keys are remembered, and how many tags. */
    static final int BOUND = 10_000;

    /** How many patterns are remembered: for each of them Redis looks at all its keys. */
    static final int MOST_GLOBS = 100;

    /**
     * What is to be done. One that is remembered again is another, although it says the same: what
     * was done for the first may have come too early for the second.
     */
    static final class Op {

        private final String space;
        private final byte @Nullable [] entry;
        private final long millis;

        /**
         * @param space the namespace of the key
         * @param entry the entry to store; null to drop the key
         * @param millis the entry's time to live
         */
        Op(String space, byte @Nullable [] entry, long millis) {
            this.space = space;
            this.entry = entry;
            this.millis = millis;
        }

        private static Op drop(String space) {
            return new Op(space, null, 0);
        }

        byte @Nullable [] entry() {
            return entry;
        }

        long millis() {
            return millis;
        }
    }

    private final Timeline timeline;
    private final Map<String, Op> keys = new LinkedHashMap<>();
    private final Map<String, Op> tags = new LinkedHashMap<>();
    private final Map<String, Op> spaces = new LinkedHashMap<>();
    private final Map<String, Op> globs = new LinkedHashMap<>();
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
        put(key, Op.drop(space));
    }

    private void put(String key, Op op) {
        keys.remove(key);
        keys.put(key, op);
        if (keys.size() > BOUND) {
            clear(op.space);
        }
        changed();
    }

    /** Notes a namespace as cleared, and with it all that was remembered of it. */
    private void clear(String space) {
        keys.values().removeIf(other -> other.space.equals(space));
        globs.values().removeIf(other -> other.space.equals(space));
        spaces.put(space, Op.drop(space));
    }

    /**
     * Remembers an invalidation.
     *
     * @param space the namespace of the keys, when it is about keys
     */
    synchronized void add(LogEvent event, String space) {
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(key -> drop(key, space));
            case LogEvent.Tags all -> {
                all.subjects().forEach(tag -> tags.put(tag, Op.drop(space)));
                if (tags.size() > BOUND) {
                    tags.clear();
                    clear(LogEvent.Spaces.ALL);
                }
            }
            case LogEvent.Spaces all -> all.subjects().forEach(this::clear);
            case LogEvent.Globs all -> {
                for (String pattern : all.subjects()) {
                    Glob glob = new Glob(pattern);
                    keys.keySet().removeIf(glob::matches);
                    globs.put(pattern, Op.drop(space));
                }
                if (globs.size() > MOST_GLOBS) {
                    clear(space);
                }
            }
        }
        changed();
    }

    /**
     * A newer write or invalidation is on its way to Redis: a write that waits for these keys must
     * not be made after it. Entries that a tag or namespace voids are void whenever they are
     * stored. A pattern takes its time: until its keys are dropped they are not to be read.
     */
    synchronized void supersede(LogEvent event) {
        if (empty) {
            return;
        }
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(keys::remove);
            case LogEvent.Globs all -> {
                all.subjects().forEach(this::dropMatching);
            }
            case LogEvent.Tags all -> {}
            case LogEvent.Spaces all -> {}
        }
        changed();
    }

    private void dropMatching(String pattern) {
        Glob glob = new Glob(pattern);
        keys.replaceAll((key, op) -> glob.matches(key) ? dropOf(op) : op);
    }

    /** Another node's invalidation: a write that waits here may be older. */
    synchronized void conflicting(LogEvent event) {
        if (empty) {
            return;
        }
        switch (event) {
            case LogEvent.Keys all -> all.subjects().forEach(this::conflicting);
            case LogEvent.Globs all -> all.subjects().forEach(this::dropMatching);
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
        return op.entry == null ? op : Op.drop(op.space);
    }

    /** Whether Redis is behind for the key, so that it must not be read there. */
    boolean covers(String key, String space) {
        if (empty) {
            return false;
        }
        synchronized (this) {
            return keys.containsKey(key)
                    || spaces.containsKey(space)
                    || spaces.containsKey(LogEvent.Spaces.ALL)
                    || globs.keySet().stream().anyMatch(pattern -> new Glob(pattern).matches(key));
        }
    }

    /** Whether Redis is behind for one of the generations, named as in an entry's header. */
    boolean coversGenerations(List<String> generations) {
        if (empty) {
            return false;
        }
        synchronized (this) {
            return generations.stream().skip(1).anyMatch(tags::containsKey)
                    || spaces.containsKey(generations.getFirst());
        }
    }

    /** What waits, as it is now. */
    synchronized Snapshot snapshot() {
        return new Snapshot(
                new LinkedHashMap<>(keys),
                new LinkedHashMap<>(tags),
                new LinkedHashMap<>(spaces),
                new LinkedHashMap<>(globs));
    }

    /** What waits, by the names of what it is about. */
    record Snapshot(
            Map<String, Op> keys,
            Map<String, Op> tags,
            Map<String, Op> spaces,
            Map<String, Op> globs) {}

    /** Whether what waits for the key still is this. */
    synchronized boolean is(String key, Op op) {
        return op.equals(keys.get(key));
    }

    /** Takes note that this was done for the key. */
    synchronized void done(String key, Op op) {
        keys.remove(key, op);
        changed();
    }

    synchronized void doneTags(Map<String, Op> done) {
        done.forEach(tags::remove);
        changed();
    }

    synchronized void doneSpaces(Map<String, Op> done) {
        done.forEach(spaces::remove);
        changed();
    }

    synchronized void doneGlob(String pattern, Op op) {
        globs.remove(pattern, op);
        changed();
    }

    private void changed() {
        empty = keys.isEmpty() && tags.isEmpty() && spaces.isEmpty() && globs.isEmpty();
    }
}
