package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.internal.CoherenceChecker.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checker over the cache as it is, and over the cache with one rule broken at a time: a checker
 * that sees none of these faults would prove nothing.
 */
class CoherenceTest {

    private static final Logger log = LoggerFactory.getLogger("figures");
    private static final long SEED = Long.getLong("remanso.checker.seed", new Random().nextLong());
    private static final Duration TIME =
            Duration.ofSeconds(Long.getLong("remanso.checker.seconds", 10));
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);

    @Test
    void noReadIsStaleBeyondTheBoundWhateverFails() throws InterruptedException {
        try (CoherenceChecker checker = new CoherenceChecker(SEED, Rules.SAFE)) {
            List<String> violations = checker.run(TIME, List.copyOf(EnumSet.allOf(Fault.class)));

            assertThat(violations).as(checker.figures()).isEmpty();
            log.info("no stale read, {}", checker.figures());
        }
    }

    @Test
    void aLoadPublishedWithoutItsLeaseIsSeen() throws InterruptedException {
        Rules broken =
                new Rules(
                        FillGuard.SAFE,
                        Continuity.SAFE,
                        Script.ofNumber(Lua.PUBLISH_WITHOUT_LEASE));
        assertSeen(broken, List.of());
    }

    @Test
    void aFillAfterAnInvalidationIsSeen() throws InterruptedException {
        FillGuard open = (entryStamp, invalidatedAt) -> true;
        assertSeen(new Rules(open, Continuity.SAFE, Rules.SAFE.publish()), List.of());
    }

    @Test
    void aGapThatIsNotNoticedIsSeen() throws InterruptedException {
        Continuity blind =
                new Continuity() {
                    @Override
                    public boolean follows(Position last, String epoch, long seq) {
                        return true;
                    }

                    @Override
                    public boolean mayGoOn(Journal.Attached attached) {
                        return SAFE.mayGoOn(attached);
                    }
                };
        assertSeen(
                new Rules(FillGuard.SAFE, blind, Rules.SAFE.publish()),
                List.of(Fault.LOSE_LOG_WHILE_SLOW));
    }

    @Test
    void aReconnectionWithoutAFlushIsSeen() throws InterruptedException {
        Continuity careless =
                new Continuity() {
                    @Override
                    public boolean follows(Position last, String epoch, long seq) {
                        return SAFE.follows(last, epoch, seq);
                    }

                    @Override
                    public boolean mayGoOn(Journal.Attached attached) {
                        return !attached.epoch().isEmpty();
                    }
                };
        assertSeen(
                new Rules(FillGuard.SAFE, careless, Rules.SAFE.publish()),
                List.of(Fault.LOSE_LOG_WHILE_CUT));
    }

    private static void assertSeen(Rules broken, List<Fault> faults) throws InterruptedException {
        try (CoherenceChecker checker = new CoherenceChecker(SEED, broken)) {
            List<String> violations = checker.run(LONGEST_SEARCH, faults);

            assertThat(violations).as(checker.figures()).isNotEmpty();
            log.info("noticed: {}, {}", violations.getFirst(), checker.figures());
        }
    }
}
