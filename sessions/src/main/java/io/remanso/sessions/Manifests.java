package io.remanso.sessions;

import io.remanso.sessions.storage.Current;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Manifests by state id, read once: a state never changes. The least recently used are forgotten
 * when all together name more than about a million chunks. Thread-safe.
 */
final class Manifests {

    private static final long BUDGET = 1_000_000;

    private final StorageBackend backend;
    private final LinkedHashMap<String, Manifest> known = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    Manifests(StorageBackend backend) {
        this.backend = backend;
    }

    /**
     * The manifest of a version in a state.
     *
     * @return empty when the version is not kept, or is in another state by now
     */
    Optional<Manifest> find(SessionId id, int version, String state) {
        Manifest cached = cached(state);
        if (cached != null) {
            return Optional.of(cached);
        }
        return Optional.ofNullable(read(id, List.of(version)).get(state));
    }

    /**
     * The manifest of what is current.
     *
     * @return empty when something else is current by now
     */
    Optional<Manifest> find(SessionId id, Current current) {
        StoredManifest stored = current.manifest();
        return stored == null
                ? find(id, current.head().version(), current.head().state())
                : Optional.of(read(stored));
    }

    /**
     * The manifests of several versions, fetched together.
     *
     * @return by state id; a version that is not kept, or is in another state by now, is left out
     */
    Map<String, Manifest> find(SessionId id, Collection<Version> versions) {
        Map<String, Manifest> found = new HashMap<>();
        List<Integer> unread = new ArrayList<>();
        for (Version version : versions) {
            Manifest cached = cached(version.state());
            if (cached == null) {
                unread.add(version.id());
            } else {
                found.put(version.state(), cached);
            }
        }
        if (!unread.isEmpty()) {
            found.putAll(read(id, unread));
        }
        return found;
    }

    private Map<String, Manifest> read(SessionId id, Collection<Integer> versions) {
        Map<String, Manifest> read = new HashMap<>();
        for (StoredManifest stored : backend.manifests(id, versions)) {
            read.put(stored.state(), read(stored));
        }
        return read;
    }

    private Manifest read(StoredManifest stored) {
        Manifest manifest = ManifestJson.read(stored.json());
        put(stored.state(), manifest);
        return manifest;
    }

    /** The manifest of a state if it is remembered; asks nobody. */
    Optional<Manifest> known(String state) {
        return Optional.ofNullable(cached(state));
    }

    private synchronized @Nullable Manifest cached(String state) {
        return known.get(state);
    }

    /** Remembers the manifest of a state that was just committed or read. */
    synchronized void put(String state, Manifest manifest) {
        if (known.put(state, manifest) == null) {
            weight += weight(manifest);
            var oldest = known.entrySet().iterator();
            while (weight > BUDGET && known.size() > 1) {
                weight -= weight(oldest.next().getValue());
                oldest.remove();
            }
        }
    }

    private static long weight(Manifest manifest) {
        return 1 + (long) manifest.slices().size() * (1 + manifest.schema().size());
    }
}
