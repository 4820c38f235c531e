package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.SessionId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work on a simulated disk that loses power at a random call, again and again: what was
 * acknowledged is there, what was not is there wholly or not at all.
 */
class PowerLossTest {

    private static final int RUNS = Integer.getInteger("remanso.powerLosses", 40);
    private static final int LOSSES_PER_RUN = 3;

    @TempDir Path folder;

    @BeforeAll
    static void expectFailures() {
        Quiet.set(true);
    }

    @AfterAll
    static void warnAgain() {
        Quiet.set(false);
    }

    @Test
    void everyAcknowledgedCommitOutlastsALossOfPower() throws Exception {
        long first = Long.getLong("remanso.seed", new Random().nextLong());
        System.out.printf("power losses: remanso.seed=%d%n", first);
        int losses = 0;
        for (int run = 0; run < RUNS; run++) {
            losses += run(first + run, folder.resolve("run" + run));
        }
        assertThat(losses).isEqualTo(RUNS * LOSSES_PER_RUN);
    }

    private static int run(long seed, Path root) throws Exception {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        StorageModel model = new StorageModel(seed);
        int losses = 0;
        while (losses < LOSSES_PER_RUN) {
            try (InMemoryBackend backend = open(root, disk)) {
                assertThat(disk.list(root.resolve("staging"))).as("seed %d", seed).isEmpty();
                model.check(backend);
                disk.losePowerAt(disk.operations() + 1 + random.nextInt(150));
                RandomWork work = new RandomWork(backend, model, random);
                while (work.step()) {
                    backend.settle();
                }
            }
            disk = disk.afterPowerLoss(random);
            losses++;
        }
        try (InMemoryBackend backend = open(root, disk)) {
            model.check(backend);
            for (SessionId id : model.ids()) {
                backend.delete(id);
            }
            assertThat(backend.activeSessions()).isZero();
        }
        return losses;
    }

    private static InMemoryBackend open(Path root, SimulatedDisk disk) throws Exception {
        // A tiny cache, so that chunks are read from the disk; no slack, so that logs are
        // compacted.
        EmbeddedSettings settings = EmbeddedSettings.of(root).withCacheBytes(1).withSlackBytes(0);
        return InMemoryBackend.open(settings, Clock.systemUTC(), disk);
    }
}
