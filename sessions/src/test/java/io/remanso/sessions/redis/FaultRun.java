package io.remanso.sessions.redis;

import io.remanso.redis.Redis;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.tables.DamagedChunkException;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One run: some clients read, step and move in one session while the way to Redis is disturbed or
 * Redis is killed, then the history is judged. What is random comes from the seed; how the threads
 * meet does not.
 */
final class FaultRun {

    private static final int CLIENTS = 3;
    private static final int CALLS = 14;
    private static final int FAULTS = 3;
    private static final String A_STEP = "step to ";
    private static final int TRIES = 40;
    private static final int MOST_KEPT = 4;
    private static final Duration SOCKET_TIMEOUT = Duration.ofMillis(700);

    private final RedisServer server;
    private final Scripts scripts;
    private final boolean stagesLate;
    private final long seed;
    private final History history = new History();
    private final AtomicInteger progress = new AtomicInteger();

    /**
     * @param scripts the scripts, or some with a planted bug
     * @param stagesLate plants the bug of a client that publishes before it stages
     */
    FaultRun(RedisServer server, Scripts scripts, boolean stagesLate, long seed) {
        this.server = server;
        this.scripts = scripts;
        this.stagesLate = stagesLate;
        this.seed = seed;
    }

    /** What is wrong with the history; empty when nothing is. */
    List<String> run() throws InterruptedException {
        SessionId id = SessionId.random();
        try (Redis witness = Redis.connect(SharedRedis.settings(server.url()))) {
            new SmallSession(backend(witness), id).begin(SmallSession.TTL, "shared");
            disturbed(id);
            AtomicReference<Head> last = new AtomicReference<>();
            Await.until(
                    "the last head is read",
                    () -> {
                        last.set(backend(witness).head(id));
                        return true;
                    });
            return history.violations(Objects.requireNonNull(last.get()).commitId());
        }
    }

    private void disturbed(SessionId id) throws InterruptedException {
        Random random = new Random(seed);
        try (FaultyProxy proxy = FaultyProxy.before(server);
                Redis redis =
                        Redis.connect(
                                SharedRedis.settings(proxy.url())
                                        .withSocketTimeout(SOCKET_TIMEOUT))) {
            Await.until("it answers", redis::isAvailable);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SmallSession mine = new SmallSession(backend(redis), id);
                Random choices = new Random(random.nextLong());
                clients.add(Thread.ofVirtual().start(() -> work(redis, mine, choices)));
            }
            disturb(proxy, random);
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    private RedisBackend backend(Redis redis) {
        return new RedisBackend(
                redis,
                RedisBackendSettings.DEFAULTS.withKeyPrefix("run" + seed),
                Durability.NONE,
                scripts,
                stagesLate ? 1 : 1 << 20);
    }

    /** Faults, each when the clients have come so far; what is armed stays until they end. */
    private void disturb(FaultyProxy proxy, Random random) {
        int[] times = random.ints(FAULTS, 0, CLIENTS * CALLS).sorted().toArray();
        for (int time : times) {
            Await.until(time + " calls are made", () -> progress.get() >= time);
            switch (random.nextInt(7)) {
                case 0, 1 -> proxy.resetAfter(A_STEP);
                case 2 -> proxy.resetAfter("EVALSHA");
                case 3 -> proxy.resetBefore("EVALSHA");
                case 4 -> proxy.dropConnections();
                case 5 -> {
                    server.kill();
                    server.restart();
                }
                default -> {
                    proxy.refuse();
                    proxy.heal();
                }
            }
        }
    }

    private void work(Redis redis, SmallSession mine, Random choices) {
        for (int i = 0; i < CALLS; i++) {
            try {
                if (choices.nextInt(3) == 0) {
                    read(mine);
                } else {
                    write(mine, choices);
                }
            } catch (StorageUnavailableException e) {
                awaitRedis(redis);
            } catch (DamagedChunkException e) {
                history.fault("half of a version: " + e.getMessage());
            } catch (RuntimeException | AssertionError e) {
                history.fault("not to be thrown: " + e);
            } finally {
                progress.incrementAndGet();
            }
        }
    }

    private void awaitRedis(Redis redis) {
        try {
            Await.until("it answers again", redis::isAvailable);
        } catch (AssertionError e) {
            history.fault("it stays away: " + e.getMessage());
        }
    }

    private SessionRecord read(SmallSession mine) {
        long began = System.nanoTime();
        SessionRecord record = mine.record();
        Head head = record.head();
        long ended = System.nanoTime();
        history.attempt(head.commitId(), null);
        history.add(new History.Call(false, head.commitId(), History.Told.SEEN, began, ended));
        look(mine, head.version());
        return record;
    }

    /** Reads the cells as well; a version that is dropped in the middle is no fault. */
    private static void look(SmallSession mine, int version) {
        try {
            mine.texts(version);
        } catch (IllegalStateException e) {
            // The version is not kept any more.
        } catch (DamagedChunkException e) {
            if (mine.record().version(version).isPresent()) {
                throw e;
            }
        }
    }

    private void write(SmallSession mine, Random choices) {
        SessionRecord before = read(mine);
        String id = RandomId.next();
        int kept = before.versions().size();
        if (kept > 1 && choices.nextInt(3) == 0) {
            int target = before.versions().get(choices.nextInt(kept)).id();
            send(mine, SmallCommits.move(before, id, target));
            return;
        }
        int oldest = before.versions().getFirst().id();
        boolean drops = kept >= MOST_KEPT && oldest != before.head().version();
        send(
                mine,
                SmallCommits.step(
                        before, id, drops ? Set.of(oldest) : Set.of(), Set.of(), "shared", id),
                "shared",
                id);
    }

    /** Sends a commit, and again with the same id until it is known what became of it. */
    private void send(SmallSession mine, Commit commit, String... texts) {
        history.attempt(commit.id(), commit.expected().commitId());
        long began = System.nanoTime();
        boolean doubtful = false;
        for (int i = 0; i < TRIES; i++) {
            try {
                told(commit, applied(mine, commit, texts), began);
                return;
            } catch (CommitOutcomeUnknownException e) {
                doubtful = true;
            } catch (StorageUnavailableException e) {
                if (!doubtful) {
                    told(commit, History.Told.REFUSED, began);
                    throw e;
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        told(commit, History.Told.UNKNOWN, began);
    }

    private void told(Commit commit, History.Told told, long began) {
        history.add(new History.Call(true, commit.id(), told, began, System.nanoTime()));
    }

    private History.Told applied(SmallSession mine, Commit commit, String... texts) {
        CommitOutcome outcome;
        if (stagesLate) {
            outcome = mine.backend().commit(mine.id(), commit, null);
            // To close it would take back what it sent.
            mine.stage(texts);
        } else {
            outcome = mine.commit(commit, texts);
        }
        return switch (outcome) {
            case CommitOutcome.Applied applied -> History.Told.SEEN;
            case CommitOutcome.AlreadyApplied already -> History.Told.SEEN;
            case CommitOutcome.Conflict conflict -> History.Told.REFUSED;
            case CommitOutcome.MissingChunks missing ->
                    throw new DamagedChunkException("staged and missing: " + missing);
        };
    }
}
