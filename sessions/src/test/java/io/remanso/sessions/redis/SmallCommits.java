package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Commits on sessions whose tables are lists of texts: each text is a chunk, and a manifest is the
 * names of the chunks, a line each. A backend does not look into either.
 */
final class SmallCommits {

    private static final Instant TIME = Instant.parse("2026-01-18T10:30:00Z");

    private SmallCommits() {}

    static byte[] frame(String text) {
        return text.getBytes(UTF_8);
    }

    static ChunkName name(String text) {
        return ChunkName.of(frame(text));
    }

    static Commit first(String commitId, String... texts) {
        Version version = version(1, null);
        Head head = new Head(1, commitId, version.state());
        SessionRecord record =
                new SessionRecord(
                        new Description(
                                "small.csv",
                                TIME,
                                texts.length,
                                JsonNodeFactory.instance.objectNode()),
                        head,
                        2,
                        false,
                        List.of(version),
                        List.of(),
                        List.of(new AppliedCommit(commitId, CommitKind.CREATE, 0, 1)));
        return new Commit(
                head,
                record,
                List.of(manifest(version, texts)),
                names(texts),
                Set.of(),
                Set.of(),
                List.of(new Step(version, null)),
                List.of("created"));
    }

    /** One more version; all texts of the table are named as required. */
    static Commit step(SessionRecord before, String commitId, String... texts) {
        return step(before, commitId, Set.of(), Set.of(), texts);
    }

    /** One more version, with these versions and texts dropped. */
    static Commit step(
            SessionRecord before,
            String commitId,
            Set<Integer> dropped,
            Set<String> droppedTexts,
            String... texts) {
        Version added = version(before.nextVersion(), before.head().version());
        List<Version> versions = new ArrayList<>(before.versions());
        versions.removeIf(version -> dropped.contains(version.id()));
        versions.add(added);
        Head head = new Head(added.id(), commitId, added.state());
        return new Commit(
                before.head(),
                next(before, head, added.id() + 1, versions, CommitKind.STEP),
                List.of(manifest(added, texts)),
                names(texts),
                dropped,
                names(droppedTexts.toArray(String[]::new)),
                List.of(new Step(added, null)),
                List.of("step to " + added.id()));
    }

    /** Back to another kept version. */
    static Commit move(SessionRecord before, String commitId, int target) {
        Version version = before.version(target).orElseThrow();
        Head head = new Head(target, commitId, version.state());
        return new Commit(
                before.head(),
                next(before, head, before.nextVersion(), before.versions(), CommitKind.RESTORE),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                List.of("move to " + target));
    }

    private static SessionRecord next(
            SessionRecord before,
            Head head,
            int nextVersion,
            List<Version> versions,
            CommitKind kind) {
        List<AppliedCommit> recent = new ArrayList<>(before.recent());
        recent.add(
                new AppliedCommit(head.commitId(), kind, before.head().version(), head.version()));
        if (recent.size() > SessionRecord.MAX_RECENT) {
            recent.removeFirst();
        }
        return new SessionRecord(
                before.description(), head, nextVersion, false, versions, List.of(), recent);
    }

    private static Version version(int id, @org.jspecify.annotations.Nullable Integer parent) {
        return new Version(id, parent, RandomId.next(), TIME, "step", 0, 0, 1, 0, List.of());
    }

    private static StoredManifest manifest(Version version, String... texts) {
        String lines = String.join("\n", Arrays.stream(texts).map(t -> name(t).hex()).toList());
        return new StoredManifest(version.id(), version.state(), lines.getBytes(UTF_8));
    }

    /** The names in a manifest. */
    static List<ChunkName> names(StoredManifest manifest) {
        return new String(manifest.json(), UTF_8).lines().map(ChunkName::new).toList();
    }

    private static Set<ChunkName> names(String... texts) {
        return Set.copyOf(Arrays.stream(texts).map(SmallCommits::name).distinct().toList());
    }
}
