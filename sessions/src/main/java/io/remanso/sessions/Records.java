package io.remanso.sessions;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.CommitKind;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What commits make of a session's record. Pure functions. */
final class Records {

    private Records() {}

    /** New versions behind the current one; the last becomes current. */
    static SessionRecord step(
            SessionRecord record,
            String commitId,
            List<Version> added,
            boolean open,
            int maxVersions) {
        Version last = added.getLast();
        Head head = new Head(last.id(), commitId, last.state());
        List<Version> versions = new ArrayList<>(record.versions());
        versions.addAll(added);
        while (versions.size() - 1 > maxVersions) {
            versions.remove(leastNeeded(versions));
        }
        return new SessionRecord(
                record.description(),
                head,
                last.id() + 1,
                open,
                versions,
                List.of(),
                recent(record, CommitKind.STEP, head));
    }

    /**
     * The oldest version that no undo leads to from the last, for it was itself undone; when there
     * is none, the oldest of all.
     */
    private static Version leastNeeded(List<Version> versions) {
        Set<Integer> needed = new HashSet<>();
        Integer next = versions.getLast().id();
        for (Version version : versions.reversed()) {
            if (next != null && version.id() == next) {
                needed.add(next);
                next = version.parent();
            }
        }
        return versions.stream()
                .filter(version -> !needed.contains(version.id()))
                .findFirst()
                .orElseGet(versions::getFirst);
    }

    /** The current version in another state. */
    static SessionRecord amend(SessionRecord record, String commitId, Version amended) {
        Head head = new Head(amended.id(), commitId, amended.state());
        List<Version> versions =
                record.versions().stream()
                        .map(version -> version.id() == amended.id() ? amended : version)
                        .toList();
        return with(record, head, record.open(), versions, record.redo(), CommitKind.AMEND);
    }

    /** Other metadata. */
    static SessionRecord describe(
            SessionRecord record, String commitId, String filename, ObjectNode attributes) {
        Head head = head(commitId, record.current());
        SessionRecord same =
                with(
                        record,
                        head,
                        record.open(),
                        record.versions(),
                        record.redo(),
                        CommitKind.AMEND);
        return new SessionRecord(
                record.description().with(filename, attributes),
                same.head(),
                same.nextVersion(),
                same.open(),
                same.versions(),
                same.redo(),
                same.recent());
    }

    /**
     * The parent of the current version becomes current.
     *
     * @throws NothingToUndoException when it is not kept, or there is none
     */
    static SessionRecord undo(SessionRecord record, String commitId) {
        Version current = record.current();
        Version parent =
                Optional.ofNullable(current.parent())
                        .flatMap(record::version)
                        .orElseThrow(() -> new NothingToUndoException(current.id()));
        List<Integer> redo = new ArrayList<>(record.redo());
        redo.add(current.id());
        return with(
                record, head(commitId, parent), false, record.versions(), redo, CommitKind.UNDO);
    }

    /**
     * The version last undone becomes current.
     *
     * @throws NothingToRedoException when there is none
     */
    static SessionRecord redo(SessionRecord record, String commitId) {
        List<Integer> redo = new ArrayList<>(record.redo());
        if (redo.isEmpty()) {
            throw new NothingToRedoException(record.head().version());
        }
        Version target =
                record.version(redo.removeLast())
                        .orElseThrow(() -> new NothingToRedoException(record.head().version()));
        return with(
                record, head(commitId, target), false, record.versions(), redo, CommitKind.REDO);
    }

    /** A kept version becomes current. */
    static SessionRecord restore(SessionRecord record, String commitId, Version target) {
        return with(
                record,
                head(commitId, target),
                false,
                record.versions(),
                List.of(),
                CommitKind.RESTORE);
    }

    private static Head head(String commitId, Version version) {
        return new Head(version.id(), commitId, version.state());
    }

    private static SessionRecord with(
            SessionRecord record,
            Head head,
            boolean open,
            List<Version> versions,
            List<Integer> redo,
            CommitKind kind) {
        return new SessionRecord(
                record.description(),
                head,
                record.nextVersion(),
                open,
                versions,
                redo,
                recent(record, kind, head));
    }

    private static List<AppliedCommit> recent(SessionRecord record, CommitKind kind, Head head) {
        List<AppliedCommit> recent = new ArrayList<>(record.recent());
        recent.add(
                new AppliedCommit(head.commitId(), kind, record.head().version(), head.version()));
        while (recent.size() > SessionRecord.MAX_RECENT) {
            recent.removeFirst();
        }
        return recent;
    }
}
