package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code commit.lua}. */
final class CommitArguments {

    private CommitArguments() {}

    /**
     * @param ttl how long the session lives when this creates it; null when it changes one
     * @param token whose staged chunks it takes; empty when none were sent ahead
     * @param lock the value that the session's lock must have; empty when it does not matter
     * @param grace how long staged chunks stay that nobody takes
     * @param frames the chunks that were not sent ahead
     */
    static byte[][] of(
            Commit commit,
            @Nullable Duration ttl,
            String token,
            byte[] lock,
            Duration grace,
            Map<ChunkName, byte[]> frames) {
        SessionRecord next = commit.next();
        Head expected = commit.expected();
        Arguments arguments =
                new Arguments()
                        .add(ttl == null ? "commit" : "create")
                        .add(expected.version())
                        .add(expected.commitId())
                        .add(expected.state())
                        .add(commit.id())
                        .add(next.head().version())
                        .add(next.head().state())
                        .add(ttl == null ? Duration.ZERO : ttl)
                        .add(token)
                        .add(lock)
                        .add(grace)
                        .add(Zlib.pack(RecordJson.write(next)))
                        .add(recent(next));
        arguments.addNumbers(next.versions().stream().map(Version::id).toList());
        arguments.addAll(manifests(commit));
        arguments.addNames(commit.required());
        arguments.addFrames(frames);
        arguments.addNumbers(commit.droppedVersions());
        arguments.addNames(commit.droppedChunks());
        arguments.addAll(steps(commit));
        arguments.addAll(commit.audit().stream().map(line -> line.getBytes(UTF_8)).toList());
        return arguments.toArray();
    }

    /** The ids of recent commits with a space on either side, to be searched as text. */
    private static String recent(SessionRecord record) {
        return record.recent().stream()
                .map(AppliedCommit::commitId)
                .collect(Collectors.joining(" ", " ", " "));
    }

    private static List<byte[]> manifests(Commit commit) {
        List<byte[]> turns = new ArrayList<>();
        for (StoredManifest manifest : commit.manifests()) {
            turns.add(Integer.toString(manifest.version()).getBytes(UTF_8));
            turns.add(manifest.state().getBytes(UTF_8));
            turns.add(Zlib.pack(manifest.json()));
        }
        return turns;
    }

    private static List<byte[]> steps(Commit commit) {
        List<byte[]> turns = new ArrayList<>();
        for (Step step : commit.steps()) {
            turns.add(Integer.toString(step.version().id()).getBytes(UTF_8));
            turns.add(RecordJson.write(step));
        }
        return turns;
    }
}
