package io.remanso.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.testing.BackendUnderTest;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many writers at once, on any storage: every write that was acknowledged is in the table, every
 * write that was refused is not. The number of commits can be set: {@code -Dremanso.commits=N}.
 */
public abstract class ConcurrentWritersSuite {

    private static final int WRITERS = 4;
    private static final int COLUMNS = 8;

    @RegisterExtension final Tables tables = new Tables();

    private BackendUnderTest under;
    private DatasetSessions sessions;
    private String id;

    /** The storage, empty. */
    protected abstract BackendUnderTest open();

    /** How many commits to try in all. */
    protected int commits() {
        return Integer.getInteger("remanso.commits", 10_000);
    }

    @BeforeEach
    void openSessions() {
        under = open();
        sessions =
                new DatasetSessions(
                        under.backend(),
                        tables.engine(),
                        SessionSettings.defaults(),
                        under.clock());
        String columns =
                IntStream.range(0, COLUMNS)
                        .mapToObj(i -> "0::BIGINT AS k" + i)
                        .collect(Collectors.joining(", "));
        id =
                sessions.create(
                                NewSession.of("counters.csv"),
                                tables.of("SELECT " + columns + " FROM range(3)"))
                        .sessionId();
    }

    @AfterEach
    void closeBackend() {
        under.close();
    }

    @Test
    void writersOfDifferentColumnsNeverRefuseEachOther() throws Exception {
        int each = commits() / 10 / WRITERS;
        run(writer -> {
            for (int i = 0; i < each; i++) {
                sessions.apply(id, new Increment("k" + writer), WriteOptions.NONE);
            }
        });

        for (int writer = 0; writer < WRITERS; writer++) {
            assertThat(Values.of(sessions.table(id).table(), "k" + writer))
                    .containsOnly((long) each);
        }
        assertThat(sessions.table(id).version()).isEqualTo(1 + each * WRITERS);
    }

    @Test
    void noAcknowledgedWriteIsLostAndNoRefusedOneIsThere() throws Exception {
        long seed = Long.getLong("remanso.seed", new Random().nextLong());
        System.out.printf("concurrent writers: remanso.seed=%d%n", seed);
        AtomicIntegerArray landed = new AtomicIntegerArray(COLUMNS);
        AtomicIntegerArray refused = new AtomicIntegerArray(COLUMNS);
        run(writer -> {
            Random random = new Random(seed + writer);
            for (int i = 0; i < commits() / WRITERS; i++) {
                int column = random.nextInt(COLUMNS);
                try {
                    sessions.apply(id, new Increment("k" + column), WriteOptions.NONE);
                    landed.incrementAndGet(column);
                } catch (VersionConflictException e) {
                    assertThat(e.isPrecondition()).isFalse();
                    refused.incrementAndGet(column);
                }
            }
        });

        int total = 0;
        int refusals = 0;
        for (int column = 0; column < COLUMNS; column++) {
            assertThat(Values.of(sessions.table(id).table(), "k" + column))
                    .as("seed %d, column %d", seed, column)
                    .containsOnly((long) landed.get(column));
            total += landed.get(column);
            refusals += refused.get(column);
        }
        assertThat(total + refusals).isEqualTo(commits() / WRITERS * WRITERS);
        assertThat(sessions.lineage(id)).as("seed %d", seed).hasSize(total + 1);
        assertThat(sessions.audit(id).entries()).as("seed %d", seed).hasSize(total + 1);
        System.out.printf("concurrent writers: %d landed, %d refused%n", total, refusals);
    }

    /** What one writer does. */
    private interface Writing {
        void write(int writer);
    }

    private static void run(Writing writing) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(() -> {
                    writing.write(writer);
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(writers)) {
                done.get();
            }
        }
    }
}
