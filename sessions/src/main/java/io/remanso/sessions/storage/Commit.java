package io.remanso.sessions.storage;

import io.remanso.tables.ChunkName;
import java.util.List;
import java.util.Set;

/**
 * Everything that one step in a session's life changes, so that a backend can apply it as one:
 * wholly or not at all. It was computed from the head that it expects, so it is right only on that
 * head.
 *
 * @param expected the head that it was computed from; ignored when it creates the session
 * @param next the record after it; {@code next.head().commitId()} is the id of the commit
 * @param manifests manifests to write, each in the place of its version's
 * @param required chunks that the manifests name and that the expected head does not: each must be
 *     stored or staged
 * @param droppedVersions versions whose manifests go
 * @param droppedChunks chunks that no kept manifest names any more
 * @param steps steps to write, each in the place of its version's
 * @param audit lines to append to the audit log
 */
public record Commit(
        Head expected,
        SessionRecord next,
        List<StoredManifest> manifests,
        Set<ChunkName> required,
        Set<Integer> droppedVersions,
        Set<ChunkName> droppedChunks,
        List<Step> steps,
        List<String> audit) {

    public Commit {
        manifests = List.copyOf(manifests);
        required = Set.copyOf(required);
        droppedVersions = Set.copyOf(droppedVersions);
        droppedChunks = Set.copyOf(droppedChunks);
        steps = List.copyOf(steps);
        audit = List.copyOf(audit);
    }

    /** The id: random, or chosen by a caller who may have to ask again. */
    public String id() {
        return next.head().commitId();
    }
}
