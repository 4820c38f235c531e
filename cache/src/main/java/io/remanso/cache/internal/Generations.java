package io.remanso.cache.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The generations that entries of this process carry. A name whose entries are all gone is
 * forgotten, and asked for again when an entry in Redis carries it. Thread-safe.
 */
final class Generations {

    static final Generation[] NONE = {};

    private final ConcurrentHashMap<String, Ref> refs = new ConcurrentHashMap<>();
    private final ReferenceQueue<Generation> collected = new ReferenceQueue<>();
    private final LongSupplier begun;
    private volatile int misses;

    /**
     * @param begun the stamp of the event whose application began last
     */
    Generations(LongSupplier begun) {
        this.begun = begun;
    }

    Generation of(String name) {
        forgetCollected();
        while (true) {
            Ref ref = refs.get(name);
            Generation known = ref == null ? null : ref.get();
            if (known != null) {
                return known;
            }
            Generation fresh = new Generation(name, new Generation.State());
            Ref freshRef = new Ref(fresh, collected);
            boolean added =
                    ref == null
                            ? refs.putIfAbsent(name, freshRef) == null
                            : refs.replace(name, ref, freshRef);
            if (added) {
                // Only now, that events find the generation: it misses none after this stamp.
                freshRef.state.knownFrom(begun);
                return fresh;
            }
        }
    }

    Generation[] of(Collection<String> names) {
        return names.isEmpty() ? NONE : names.stream().map(this::of).toArray(Generation[]::new);
    }

    /** Applies an invalidation of a name; one that no entry carries needs no note. */
    void invalidated(String name, long stamp) {
        Ref ref = refs.get(name);
        if (ref != null) {
            ref.state.invalidated(stamp);
        }
    }

    /** A number that changes whenever events may have been missed. */
    int misses() {
        return misses;
    }

    /**
     * Notes what Redis says of a name, unless events were missed since it was asked.
     *
     * @param askedAt {@link #misses} before Redis was asked
     */
    void learned(Generation generation, long last, long completeFrom, int askedAt) {
        generation.state().learned(last, completeFrom, () -> misses == askedAt);
    }

    /** Forgets since when names are known: events may have been missed up to the stamp. */
    synchronized void missedUpTo(long stamp) {
        misses++;
        refs.values().forEach(ref -> ref.state.knownFrom(() -> stamp));
    }

    static boolean stand(Generation[] generations, long stamp) {
        for (Generation generation : generations) {
            if (!generation.stands(stamp)) {
                return false;
            }
        }
        return true;
    }

    private void forgetCollected() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            Ref ref = (Ref) gone;
            refs.remove(ref.name, ref);
        }
    }

    private static final class Ref extends WeakReference<Generation> {
        final String name;
        final Generation.State state;

        Ref(Generation generation, ReferenceQueue<Generation> queue) {
            super(generation, queue);
            this.name = generation.name;
            this.state = generation.state();
        }
    }
}
