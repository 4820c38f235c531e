package io.remanso.cache.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The generations that entries of this process carry. A name whose entries are all gone is
 * forgotten; the newest invalidations are noted by name, so that a name which is met again, or for
 * the first time, knows of those that came before. What came before the notes, Redis is asked for.
 * Thread-safe.
 */
final class Generations {

    static final Generation[] NONE = {};

    /** How many names keep a note of their last invalidation. */
    static final int NOTES = 10_000;

    private final ConcurrentHashMap<String, Ref> refs = new ConcurrentHashMap<>();
    private final ReferenceQueue<Generation> collected = new ReferenceQueue<>();

    /** Name → stamp of its last invalidation, the newest note last. Guarded by this. */
    private final Map<String, Long> notes = new LinkedHashMap<>();

    /** Every invalidation after this stamp is noted. Guarded by this. */
    private long notedFrom = Position.START.stamp();

    Generation of(String name) {
        forgetCollected();
        Generation known = known(name);
        return known != null ? known : met(name);
    }

    Generation[] of(Collection<String> names) {
        return names.isEmpty() ? NONE : names.stream().map(this::of).toArray(Generation[]::new);
    }

    private @Nullable Generation known(String name) {
        Ref ref = refs.get(name);
        return ref == null ? null : ref.get();
    }

    private synchronized Generation met(String name) {
        Generation known = known(name);
        if (known != null) {
            return known;
        }
        Long last = notes.get(name);
        Generation fresh =
                new Generation(
                        name,
                        new Generation.State(last == null ? Long.MIN_VALUE : last, notedFrom));
        refs.put(name, new Ref(fresh, collected));
        return fresh;
    }

    /** Applies an invalidation of a name, whether an entry carries it or not. */
    void invalidated(String name, long stamp) {
        note(name, stamp);
        // Whoever met the name before the note is found here; who meets it later reads the note.
        Ref ref = refs.get(name);
        if (ref != null) {
            ref.state.invalidated(stamp);
        }
    }

    private synchronized void note(String name, long stamp) {
        Long noted = notes.remove(name);
        notes.put(name, noted == null ? stamp : Math.max(noted, stamp));
        if (notes.size() > NOTES) {
            Iterator<Long> stamps = notes.values().iterator();
            notedFrom = Math.max(notedFrom, stamps.next());
            stamps.remove();
        }
    }

    /** Forgets since when names are known: events may have been missed up to the stamp. */
    synchronized void missedUpTo(long stamp) {
        notes.clear();
        notedFrom = stamp;
        refs.values().forEach(ref -> ref.state.knownFrom(stamp));
    }

    /** Whether an entry of this stamp has outlived no invalidation that is known here. */
    static boolean stand(Generation[] generations, long stamp) {
        for (Generation generation : generations) {
            if (!generation.stands(stamp)) {
                return false;
            }
        }
        return true;
    }

    /** Whether everything is known that happened to the generations since the stamp. */
    static boolean known(Generation[] generations, long stamp) {
        for (Generation generation : generations) {
            if (!generation.knownSince(stamp)) {
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
