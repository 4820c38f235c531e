package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.SessionRecord;
import io.remanso.testing.Await;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that holds the lock of a session is stopped by the system and goes on later. */
class PausedHolderTest {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    private SmallSession session;
    private Process holder;
    private BufferedReader output;

    @BeforeEach
    void hold() throws IOException {
        session = SmallSession.create(redis.backend(), "a");
        holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                redis.server().url(),
                                session.id().value())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        output = holder.inputReader(StandardCharsets.UTF_8);
        assertThat(said()).isEqualTo("holding");
    }

    @AfterEach
    void kill() {
        holder.destroyForcibly();
    }

    @Test
    void itsCommitIsRefusedWhenTheLockHasEndedMeanwhile() throws Exception {
        SessionRecord record = session.record();
        signal("STOP");
        Await.until("the lock has ended", () -> !isLocked());

        signal("CONT");
        goOn();

        assertThat(said()).isEqualTo("unlocked");
        assertThat(session.record()).isEqualTo(record);
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void itsCommitIsRefusedWhenAnotherHoldsTheLockAndThatOneIsNotHarmed() throws Exception {
        SessionRecord record = session.record();
        signal("STOP");
        Await.until("the lock has ended", () -> !isLocked());
        try (var next = session.backend().lock(session.id()).orElseThrow();
                var staged = session.stage("next")) {
            signal("CONT");
            goOn();

            assertThat(said()).isEqualTo("unlocked");
            assertThat(holder.waitFor()).isZero();
            assertThat(session.record()).isEqualTo(record);
            var commit = SmallCommits.step(record, "commit-of-the-next", "next");
            assertThat(next.commit(commit, staged)).isPresent();
        }
        assertThat(session.texts()).containsExactly("next");
    }

    @Test
    void aHolderThatIsNotPausedKeepsTheLockBeyondItsTimeToLive() throws Exception {
        redis.server().call("CONFIG", "RESETSTAT");
        Await.until("renewed for longer than it lives", () -> renewals() > 4);

        goOn();

        assertThat(said()).startsWith("Applied");
        assertThat(session.texts()).containsExactly("late");
        Await.until("the lock is given back", () -> !isLocked());
    }

    private long renewals() {
        String calls = redis.server().info("cmdstat_pexpire").replaceFirst("calls=(\\d+),.*", "$1");
        return calls.isEmpty() ? 0 : Long.parseLong(calls);
    }

    private boolean isLocked() {
        String key = "biometric:{" + session.id() + "}:lock";
        return Long.valueOf(1).equals(redis.server().call("EXISTS", key));
    }

    private void goOn() throws IOException {
        BufferedWriter in = holder.outputWriter(StandardCharsets.UTF_8);
        in.newLine();
        in.flush();
    }

    /** The next line of the holder itself. */
    private String said() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(LockHolder.MARK)) {
            line = output.readLine();
        }
        assertThat(line).as("the holder must not end silently").isNotNull();
        return line.substring(LockHolder.MARK.length());
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + holder.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
