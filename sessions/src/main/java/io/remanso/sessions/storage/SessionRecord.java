package io.remanso.sessions.storage;

import java.util.List;
import java.util.Optional;

/**
 * The small changeable part of a session, a few kilobytes. Cells, manifests, operations and the
 * audit log are not in it. {@link RecordJson} writes and reads it.
 *
 * @param description what it is called
 * @param head the current version
 * @param nextVersion the lowest version number never given
 * @param open whether the current version was made for updates still to come, which then amend it
 * @param versions the kept versions in rising order, the current one among them
 * @param redo versions that undo left, the last one last
 * @param recent the last {@value #MAX_RECENT} commits, the newest last: repeating one of them
 *     applies nothing
 */
public record SessionRecord(
        Description description,
        Head head,
        int nextVersion,
        boolean open,
        List<Version> versions,
        List<Integer> redo,
        List<AppliedCommit> recent) {

    /** How many commits are remembered. */
    public static final int MAX_RECENT = 64;

    public SessionRecord {
        versions = List.copyOf(versions);
        redo = List.copyOf(redo);
        recent = List.copyOf(recent);
    }

    /** The kept version of this number, or empty when there is none or it was dropped. */
    public Optional<Version> version(int id) {
        return versions.stream().filter(version -> version.id() == id).findFirst();
    }

    /** The current version. */
    public Version current() {
        return version(head.version())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The current version is always kept, got head " + head.version()));
    }

    /**
     * Whether this can have come of an earlier record of the session: false when the commit that
     * made that one is gone, as far as the recent commits tell.
     */
    public boolean follows(SessionRecord earlier) {
        return !description.createdAt().equals(earlier.description.createdAt())
                || applied(earlier.head().commitId()).isPresent()
                || (recent.size() == MAX_RECENT && nextVersion >= earlier.nextVersion());
    }

    /** The commit of this id, if it is among the last {@value #MAX_RECENT}. */
    public Optional<AppliedCommit> applied(String commitId) {
        return recent.stream().filter(commit -> commit.commitId().equals(commitId)).findFirst();
    }
}
