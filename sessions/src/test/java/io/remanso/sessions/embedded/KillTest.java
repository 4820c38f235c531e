package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.testing.Samples;
import io.remanso.tables.ChunkName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that commits, at random instants, and looks at what it left: {@code
 * -Dremanso.kills=N -Dremanso.seed=S}.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("remanso.kills", 50);
    private static final int MAX_MORE_COMMITS = 60;

    @TempDir Path folder;
    private final Map<SessionId, Ack> acknowledged = new HashMap<>();

    /** The last commit that a client was told of. */
    private record Ack(int version, String commitId) {}

    @Test
    void everyAcknowledgedCommitOutlastsAKill() throws Exception {
        long seed = Long.getLong("remanso.seed", new Random().nextLong());
        System.out.printf("kills: remanso.kills=%d remanso.seed=%d%n", KILLS, seed);
        Random random = new Random(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            commitAndKill(1 + random.nextInt(MAX_MORE_COMMITS), random.nextInt(3_000_000));
            check("kill %d of seed %d".formatted(kill, seed));
        }
    }

    private void commitAndKill(int commits, int nanos) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommitLoop.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < commits; i++) {
                String line = lines.readLine();
                assertThat(line).as("the process must not end by itself").isNotNull();
                acknowledge(line);
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            // By its handle: the process itself would close the stream with the last lines.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledge(line);
            }
        }
        process.waitFor();
    }

    private void acknowledge(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 4 && words[3].length() == 26) {
            acknowledged.put(
                    new SessionId(words[1]), new Ack(Integer.parseInt(words[2]), words[3]));
        }
    }

    private void check(String when) throws IOException {
        try (InMemoryBackend backend =
                InMemoryBackend.open(
                        EmbeddedSettings.of(folder).withCacheBytes(1), Clock.systemUTC())) {
            for (Map.Entry<SessionId, Ack> session : acknowledged.entrySet()) {
                check(backend, session.getKey(), session.getValue(), when);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .toList();
            Set<String> allowed = new HashSet<>(Set.of("lock"));
            CommitLoop.ids().forEach(id -> allowed.add("sessions/" + id + ".log"));
            assertThat(allowed).as(when).containsAll(names);
        }
    }

    private static void check(InMemoryBackend backend, SessionId id, Ack ack, String when) {
        SessionRecord record = backend.state(id).record();
        int version = record.head().version();
        // More may be there than this test has read of: the last lines of a killed process can be
        // lost.
        assertThat(version).as(when).isGreaterThanOrEqualTo(ack.version());
        assertThat(record.applied(ack.commitId())).as(when).isPresent();
        assertThat(backend.audit(id))
                .as(when)
                .isEqualTo(
                        IntStream.rangeClosed(1, version).mapToObj(i -> "version " + i).toList());
        List<Integer> kept = record.versions().stream().map(Version::id).toList();
        List<StoredManifest> manifests = backend.manifests(id, kept);
        assertThat(manifests).as(when).hasSameSizeAs(kept);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(manifests.get(i).json())
                    .as(when)
                    .isEqualTo(Samples.manifest(record.versions().get(i)));
            ChunkName name = CommitLoop.name(id, kept.get(i));
            assertThat(backend.chunks(id, Set.of(name)).get(name))
                    .as(when)
                    .isEqualTo(CommitLoop.frame(id, kept.get(i)));
        }
    }
}
