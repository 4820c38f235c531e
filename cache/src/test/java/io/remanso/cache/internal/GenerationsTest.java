package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node knows of invalidations, and what it does not claim to know. */
class GenerationsTest {

    private final Timeline timeline = new Timeline();
    private final Generations generations = new Generations();

    private void goTo(String epoch, long seq) {
        timeline.moveTo(epoch, seq, generations::missedUpTo);
    }

    private long stampOf(long seq) {
        return timeline.applied().stampOf(seq);
    }

    @Test
    void aNameThatIsMetAfterItsInvalidationKnowsOfIt() {
        goTo("e", 10);

        generations.invalidated("t", timeline.acknowledged("e", 13));

        assertThat(generations.of("t").stands(stampOf(12))).isFalse();
        assertThat(generations.of("t").stands(stampOf(13))).isTrue();
        assertThat(generations.of("t").knownSince(stampOf(10))).isTrue();
        assertThat(generations.of("t").knownSince(stampOf(9))).isFalse();
        assertThat(generations.of("other").stands(stampOf(10))).isTrue();
    }

    @Test
    void whatFellOutOfTheNotesIsNotClaimedToBeKnown() {
        goTo("e", 10);
        for (int i = 0; i <= Generations.NOTES; i++) {
            generations.invalidated("t" + i, stampOf(11 + i));
        }

        assertThat(generations.of("t0").knownSince(stampOf(10))).isFalse();
        assertThat(generations.of("t0").knownSince(stampOf(11))).isTrue();
        assertThat(generations.of("t1").stands(stampOf(11))).isFalse();
        assertThat(generations.of("never").knownSince(stampOf(10))).isFalse();
    }

    @Test
    void afterAGapNothingFromBeforeIsClaimedToBeKnown() {
        goTo("e", 10);
        Generation held = generations.of("held");
        generations.invalidated("noted", stampOf(11));

        goTo("e", 20);

        for (Generation generation : List.of(held, generations.of("noted"))) {
            assertThat(generation.knownSince(stampOf(19))).isFalse();
            assertThat(generation.knownSince(stampOf(20))).isTrue();
        }
    }

    @Test
    void nobodySeesTheNewPlaceBeforeTheOldKnowledgeIsForgotten() {
        goTo("e", 10);
        Generation held = generations.of("held");
        List<Boolean> knownSinceTen = new ArrayList<>();

        timeline.moveTo(
                "e",
                20,
                stamp -> {
                    knownSinceTen.add(held.knownSince(stampOf(10)));
                    generations.missedUpTo(stamp);
                    knownSinceTen.add(held.knownSince(stampOf(10)));
                });
        knownSinceTen.add(held.knownSince(stampOf(10)));

        assertThat(knownSinceTen).containsExactly(true, false, false);
    }

    @Test
    void whatRedisSaidBeforeAGapIsNotLearned() {
        goTo("e", 10);
        Generation held = generations.of("held");
        Position asked = timeline.applied();
        timeline.applied(11);
        timeline.ifStillOn(asked, () -> held.learned(Long.MIN_VALUE, stampOf(5)));
        assertThat(held.knownSince(stampOf(5))).isTrue();

        goTo("e", 20);
        timeline.ifStillOn(asked, () -> held.learned(Long.MIN_VALUE, stampOf(5)));

        assertThat(held.knownSince(stampOf(5))).isFalse();
    }

    @Test
    void stampsOfUnnumberedInvalidationsNeverReachThatOfTheNextEvent() {
        goTo("e", 10);
        long last = 0;
        while (!timeline.crowded()) {
            last = timeline.bump();
        }
        assertThat(last).isLessThan(stampOf(11));

        goTo("e", 10);

        assertThat(timeline.crowded()).isFalse();
        assertThat(timeline.mark().stamp()).isGreaterThan(last);
        assertThat(timeline.acknowledged("e", 11)).isGreaterThan(timeline.mark().stamp() - 1);
        assertThat(stampOf(11)).isGreaterThan(last);
    }
}
