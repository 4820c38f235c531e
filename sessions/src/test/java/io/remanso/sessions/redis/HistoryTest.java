package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random runs under faults, each judged as the history of a register. {@code -Dremanso.fault.runs}
 * says how many, {@code -Dremanso.seed} repeats the choices of a run.
 */
class HistoryTest {

    private static final int MOST_TRIES = 100;

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start("appendonly yes", "appendfsync always");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyHistoryIsOneOfARegister() throws InterruptedException {
        long seed = Long.getLong("remanso.seed", System.nanoTime());
        int runs = Integer.getInteger("remanso.fault.runs", 20);
        for (int i = 0; i < runs; i++) {
            assertThat(violations(Scripts.load(), false, seed + i))
                    .as("run of -Dremanso.seed=%d", seed + i)
                    .isEmpty();
        }
    }

    @Test
    void aCommitThatDoesNotCheckTheHeadIsCaught() throws InterruptedException {
        assertCaught("acknowledged and lost", without("head"), false);
    }

    @Test
    void aCommitThatChecksTheVersionAloneIsCaught() throws InterruptedException {
        String text = Scripts.commitText();
        String check = " or meta[2] ~= expected[2] or meta[3] ~= expected[3]";
        assertThat(text).contains(check);

        assertCaught("acknowledged and lost", text.replace(check, ""), false);
    }

    @Test
    void aCommitThatForgetsWhatWasAppliedIsCaught() throws InterruptedException {
        assertCaught("refused and applied", without("applied before"), false);
    }

    @Test
    void publishingBeforeStagingIsCaught() throws InterruptedException {
        assertCaught("half of a version", without("chunks"), true);
    }

    /** The script without one of its marked checks. */
    private static String without(String check) {
        String text = Scripts.commitText();
        int begin = text.indexOf("-- begin: " + check + "\n");
        int end = text.indexOf("-- end: " + check + "\n");
        assertThat(begin).isPositive().isLessThan(end);
        return text.substring(0, begin) + text.substring(end);
    }

    /** As many runs as it needs until the checker finds a violation of this kind. */
    private static void assertCaught(String kind, String commit, boolean stagesLate)
            throws InterruptedException {
        Random seeds = new Random(1);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < MOST_TRIES; i++) {
            violations.addAll(
                    violations(Scripts.withCommit(commit), stagesLate, seeds.nextInt(1_000_000)));
            if (violations.stream().anyMatch(violation -> violation.startsWith(kind))) {
                return;
            }
        }
        throw new AssertionError(
                "%d runs without '%s': %s".formatted(MOST_TRIES, kind, violations));
    }

    private static List<String> violations(Scripts scripts, boolean stagesLate, long seed)
            throws InterruptedException {
        try {
            return new FaultRun(server, scripts, stagesLate, seed).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("The run of -Dremanso.seed=" + seed + " did not end", e);
        }
    }
}
