package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.ChunkName;
import io.remanso.tables.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a commit leaves behind: versions that are not kept any more and chunks that only they name.
 *
 * @param versions the dropped versions
 * @param chunks the dropped chunks
 */
record Garbage(Set<Integer> versions, Set<ChunkName> chunks) {

    static final Garbage NONE = new Garbage(Set.of(), Set.of());

    /**
     * Compares the record before a commit with the one after it. Right under the head check of that
     * commit alone: whoever changes what is kept moves the head.
     *
     * @param written the manifests that the commit writes, by state id
     * @throws StaleReadException when someone else dropped or amended a version meanwhile
     */
    static Garbage between(
            SessionId id,
            SessionRecord before,
            SessionRecord after,
            Map<String, Manifest> written,
            Manifests manifests) {
        Set<String> keptStates =
                after.versions().stream().map(Version::state).collect(Collectors.toSet());
        List<Version> gone =
                before.versions().stream()
                        .filter(version -> !keptStates.contains(version.state()))
                        .toList();
        if (gone.isEmpty()) {
            return NONE;
        }
        Set<ChunkName> chunks = new HashSet<>();
        all(id, gone, manifests).forEach(manifest -> chunks.addAll(manifest.chunkNames()));
        written.values().forEach(manifest -> chunks.removeAll(manifest.chunkNames()));
        List<Version> kept =
                after.versions().stream()
                        .filter(version -> !written.containsKey(version.state()))
                        .toList();
        if (!chunks.isEmpty()) {
            all(id, kept, manifests).forEach(manifest -> chunks.removeAll(manifest.chunkNames()));
        }
        Set<Integer> versions = gone.stream().map(Version::id).collect(Collectors.toSet());
        after.versions().forEach(version -> versions.remove(version.id()));
        return new Garbage(versions, chunks);
    }

    private static Collection<Manifest> all(
            SessionId id, List<Version> versions, Manifests manifests) {
        Map<String, Manifest> found = manifests.find(id, versions);
        List<Manifest> all = new ArrayList<>();
        for (Version version : versions) {
            Manifest manifest = found.get(version.state());
            if (manifest == null) {
                throw new StaleReadException();
            }
            all.add(manifest);
        }
        return all;
    }
}
