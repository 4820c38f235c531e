package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The arguments of {@code commit.lua}. */
final class CommitArguments {

    private CommitArguments() {}

    /**
     * @param ttl how long the session lives when this creates it; null when it changes one
     * @param token whose staged chunks it takes; empty when none were sent ahead
     * @param lock the value that the session's lock must have; empty when it does not matter
     * @param grace how long staged chunks stay that nobody takes
     * @param known the record that this process has seen last; null when it has seen none
     * @param frames the chunks that were not sent ahead
     * @param packed its manifests
     */
    static byte[][] of(
            Commit commit,
            @Nullable Duration ttl,
            String token,
            byte[] lock,
            Duration grace,
            @Nullable SessionRecord known,
            Map<ChunkName, byte[]> frames,
            Bases.Packed packed) {
        Head next = commit.next().head();
        Head expected = commit.expected();
        Arguments arguments =
                new Arguments()
                        .add(ttl == null ? "commit" : "create")
                        .add(expected.version())
                        .add(expected.commitId())
                        .add(expected.state())
                        .add(commit.id())
                        .add(next.version())
                        .add(next.state())
                        .add(ttl == null ? Duration.ZERO : ttl)
                        .add(token)
                        .add(lock)
                        .add(grace);
        StoredRecord.add(arguments, commit, known);
        arguments.addAll(manifests(commit, packed.texts()));
        arguments.addAll(brought(packed.brought()));
        arguments.addNames(
                commit.required().stream().filter(name -> !frames.containsKey(name)).toList());
        arguments.addFrames(frames);
        arguments.addNumbers(commit.droppedVersions());
        arguments.addNames(commit.droppedChunks());
        arguments.addAll(steps(commit));
        arguments.addAll(commit.audit().stream().map(line -> line.getBytes(UTF_8)).toList());
        return arguments.toArray();
    }

    /** Version, state id, or nothing for that of the head, and text, by turns. */
    private static List<byte[]> manifests(Commit commit, List<byte[]> texts) {
        List<byte[]> turns = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            StoredManifest manifest = commit.manifests().get(i);
            turns.add(Integer.toString(manifest.version()).getBytes(UTF_8));
            boolean current = manifest.state().equals(commit.next().head().state());
            turns.add(current ? new byte[0] : manifest.state().getBytes(UTF_8));
            turns.add(texts.get(i));
        }
        return turns;
    }

    /** Its id and itself, or nothing. */
    private static List<byte[]> brought(Bases.@Nullable Base base) {
        return base == null ? List.of() : List.of(base.id().getBytes(UTF_8), base.packed());
    }

    /** Number, version and operation, or nothing, by turns. */
    private static List<byte[]> steps(Commit commit) {
        List<byte[]> turns = new ArrayList<>();
        for (Step step : commit.steps()) {
            JsonNode operation = step.operation();
            turns.add(Integer.toString(step.version().id()).getBytes(UTF_8));
            turns.add(RecordJson.write(step.version()));
            turns.add(operation == null ? new byte[0] : RecordJson.write(operation));
        }
        return turns;
    }
}
