package io.remanso.sessions.testing;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitKind;
import io.remanso.sessions.storage.Description;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.ChunkName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Commits as a backend sees them: what manifests and chunks hold is nothing to it. */
public final class Samples {

    private Samples() {}

    /** A chunk of some bytes. */
    public record Chunk(ChunkName name, byte[] frame) {

        public static Chunk of(String text) {
            byte[] frame = text.getBytes(StandardCharsets.UTF_8);
            return new Chunk(ChunkName.of(frame), frame);
        }
    }

    public static Set<ChunkName> names(Chunk... chunks) {
        return Stream.of(chunks).map(Chunk::name).collect(Collectors.toSet());
    }

    /** The first commit of a session, with version 1. */
    public static Commit first(Set<ChunkName> chunks) {
        Version version = version(1, null);
        Head head = new Head(1, RandomId.next(), version.state());
        SessionRecord record =
                new SessionRecord(
                        new Description(
                                "sample.csv",
                                Instant.parse("2026-01-18T10:30:00Z"),
                                3,
                                JsonNodeFactory.instance.objectNode()),
                        head,
                        2,
                        false,
                        List.of(version),
                        List.of(),
                        List.of(new AppliedCommit(head.commitId(), CommitKind.CREATE, 0, 1)));
        return commit(head, record, version, chunks, Set.of(), Set.of());
    }

    /** A commit behind another one that adds the next version and drops nothing. */
    public static Commit next(SessionRecord before, Set<ChunkName> chunks) {
        return next(before, chunks, Set.of(), Set.of());
    }

    /** A commit behind another one that adds the next version. */
    public static Commit next(
            SessionRecord before,
            Set<ChunkName> chunks,
            Set<Integer> droppedVersions,
            Set<ChunkName> droppedChunks) {
        Version version = version(before.nextVersion(), before.head().version());
        List<Version> versions = new ArrayList<>(before.versions());
        versions.removeIf(old -> droppedVersions.contains(old.id()));
        versions.add(version);
        return commit(
                before.head(),
                record(before, version, versions),
                version,
                chunks,
                droppedVersions,
                droppedChunks);
    }

    /** A commit that goes to a kept version and writes nothing but the record. */
    public static Commit move(SessionRecord before, int to) {
        Version target = before.version(to).orElseThrow();
        SessionRecord after = record(before, target, before.versions());
        return new Commit(
                before.head(),
                after,
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                List.of("moved to " + to));
    }

    private static SessionRecord record(
            SessionRecord before, Version current, Collection<Version> versions) {
        Head head = new Head(current.id(), RandomId.next(), current.state());
        List<AppliedCommit> recent = new ArrayList<>(before.recent());
        recent.add(
                new AppliedCommit(
                        head.commitId(), CommitKind.STEP, before.head().version(), current.id()));
        if (recent.size() > SessionRecord.MAX_RECENT) {
            recent.removeFirst();
        }
        return new SessionRecord(
                before.description(),
                head,
                Math.max(before.nextVersion(), current.id() + 1),
                false,
                List.copyOf(versions),
                List.of(),
                recent);
    }

    private static Commit commit(
            Head expected,
            SessionRecord next,
            Version version,
            Set<ChunkName> chunks,
            Set<Integer> droppedVersions,
            Set<ChunkName> droppedChunks) {
        byte[] json = manifest(version);
        return new Commit(
                expected,
                next,
                List.of(new StoredManifest(version.id(), version.state(), json)),
                chunks,
                droppedVersions,
                droppedChunks,
                List.of(
                        new Step(
                                version,
                                JsonNodeFactory.instance.objectNode().put("n", version.id()))),
                List.of("version " + version.id()));
    }

    /** What is stored as the manifest of a version. */
    public static byte[] manifest(Version version) {
        return "manifest %d %s"
                .formatted(version.id(), version.state())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Version version(int id, @Nullable Integer parent) {
        return new Version(
                id,
                parent,
                RandomId.next(),
                Instant.parse("2026-01-18T10:30:00.123Z"),
                "Step " + id,
                parent == null ? 0 : 3,
                3,
                2,
                id,
                List.of("a", "b"));
    }
}
