package io.remanso.cache.internal;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.codec.ValueCodec;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Four nodes over one Redis, each behind a network of its own that fails, writing and reading the
 * same few keys at random. Every read is judged: a version that was acknowledged as invalidated
 * longer ago than the bound must not be seen. At the end, when all is healed, every node must agree
 * with the source.
 */
final class CoherenceChecker implements AutoCloseable {

    private static final int NODES = 4;
    private static final int KEYS = 24;
    private static final int TAGS = 4;

    /** How long after it follows the log again a node may serve what was invalidated meanwhile. */
    private static final long STEADY_NANOS = Duration.ofSeconds(1).toNanos();

    /** How long an event may be on its way to a node that follows the log. */
    private static final long ON_ITS_WAY_NANOS = Duration.ofMillis(50).toNanos();

    /**
     * Server, proxy, network thread, follower and reader: each may have to wait for this machine.
     */
    private static final int HOPS = 5;

    /** The faults a run may use. */
    enum Fault {
        DROP_CONNECTIONS,
        DROP_SUBSCRIPTIONS,
        DELAY,
        BLACK_HOLE,
        REFUSE,
        LOSE_LOG_WHILE_CUT,
        LOSE_LOG_WHILE_SLOW,
        RESTART
    }

    private final long seed;
    private final Random random;
    private final RedisServer server = RedisServer.start();
    private final Nodes nodes = new Nodes(Nodes.SHORT);
    private final List<FaultyProxy> proxies = new ArrayList<>();
    private final List<CacheEngine> engines = new ArrayList<>();
    private final List<Cache<Integer, Long>> caches = new ArrayList<>();
    private final AtomicLongArray truth = new AtomicLongArray(KEYS);
    private final AtomicLongArray unsteadyAt = new AtomicLongArray(NODES);
    private final AtomicLong longestStall = new AtomicLong();
    private final Object[] keyLocks = new Object[KEYS];
    private final History history = new History(KEYS);
    private volatile boolean stopped;
    private volatile boolean quiet;

    CoherenceChecker(long seed, Rules rules) {
        this.seed = seed;
        this.random = new Random(seed);
        for (int key = 0; key < KEYS; key++) {
            keyLocks[key] = new Object();
        }
        for (int node = 0; node < NODES; node++) {
            FaultyProxy proxy = FaultyProxy.before(server);
            CacheEngine engine = nodes.connect(proxy.url(), rules);
            proxies.add(proxy);
            engines.add(engine);
            caches.add(
                    engine.create(
                            CacheSettings.of("k", KeyCodec.integers(), new SlowCodec())
                                    .tags((key, value) -> Set.of("t" + key % TAGS))
                                    .leaseTime(Duration.ofMillis(500))
                                    .loader(this::load)
                                    .build()));
        }
    }

    /** Takes its time to read a value, in which an invalidation may come before the fill. */
    private static final class SlowCodec implements ValueCodec<Long> {
        private final ValueCodec<Long> json = JsonCodec.of(Long.class);

        @Override
        public char format() {
            return json.format();
        }

        @Override
        public byte[] encode(Long value) {
            return json.encode(value);
        }

        @Override
        public Long decode(byte[] bytes, int offset, int length) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(4_000_000));
            return json.decode(bytes, offset, length);
        }
    }

    /** The source: what is read is already old when the load ends. */
    private Long load(Integer key) {
        long version = truth.get(key);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(8_000_000));
        return version;
    }

    /**
     * Runs until the time is over or a violation is seen: bursts of writes, each with a fault if
     * there are any, and after each a time in which there are only reads.
     *
     * @return what was seen, empty when all was well
     */
    List<String> run(Duration time, List<Fault> faults) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(this::watch));
        for (int node = 0; node < NODES; node++) {
            int self = node;
            long ownSeed = random.nextLong();
            threads.add(Thread.ofPlatform().start(() -> work(self, new Random(ownSeed))));
            threads.add(Thread.ofPlatform().start(() -> read(self, new Random(ownSeed + 1))));
        }
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && history.violations().isEmpty()) {
            pause(Duration.ofMillis(300));
            if (!faults.isEmpty()) {
                inject(faults.get(random.nextInt(faults.size())), random.nextInt(NODES));
            }
            rest(faults.isEmpty() ? 0 : 2 * STEADY_NANOS);
        }
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        proxies.forEach(FaultyProxy::heal);
        if (history.violations().isEmpty()) {
            agree();
        }
        return history.violations();
    }

    /** Lets nobody write for longer than the bound: what stays stale now is seen. */
    private void rest(long nanos) throws InterruptedException {
        quiet = true;
        long end = System.nanoTime() + nanos + HOPS * longestStall.get() + STEADY_NANOS / 4;
        while (System.nanoTime() < end && history.violations().isEmpty()) {
            pause(Duration.ofMillis(20));
        }
        quiet = false;
    }

    private void work(int node, Random own) {
        while (!stopped) {
            int key = own.nextInt(KEYS);
            int kind = own.nextInt(100);
            if (kind < 60 || quiet) {
                read(node, key);
            } else {
                write(node, key, kind, own);
            }
            if (kind % 4 == 0) {
                LockSupport.parkNanos(own.nextInt(3_000_000));
            }
        }
    }

    private void read(int node, Random own) {
        while (!stopped) {
            read(node, own.nextInt(KEYS));
            LockSupport.parkNanos(own.nextInt(1_000_000));
        }
    }

    private void read(int node, int key) {
        long startedAt = System.nanoTime();
        Long version = caches.get(node).get(key);
        if (steady(node, startedAt)) {
            long seen = version == null ? Long.MAX_VALUE : version;
            long bound = ON_ITS_WAY_NANOS + HOPS * longestStall.get();
            history.read(key, seen, node, startedAt, bound);
        }
    }

    private void write(int node, int key, int kind, Random own) {
        Cache<Integer, Long> cache = caches.get(node);
        synchronized (keyLocks[key]) {
            long version = truth.incrementAndGet(key);
            boolean acknowledged =
                    switch (kind % 8) {
                        case 0, 1, 2 -> cache.invalidate(key);
                        case 3, 4 ->
                                cache.put(
                                        key,
                                        version,
                                        EntryOptions.DEFAULT.tags("extra" + own.nextInt(3)));
                        case 5, 6 -> cache.invalidateTags("t" + key % TAGS);
                        default -> own.nextInt(4) == 0 ? cache.clear() : cache.invalidate(key);
                    };
            if (acknowledged) {
                history.acknowledged(key, version, node, System.nanoTime());
            }
        }
    }

    /** Whether the node has followed the log without a break for a second. */
    private boolean steady(int node, long now) {
        return now - unsteadyAt.get(node) > STEADY_NANOS + longestStall.get();
    }

    /** Notes which nodes are cut off, and how long this machine makes threads wait. */
    private void watch() {
        long last = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(5_000_000);
            long now = System.nanoTime();
            longestStall.accumulateAndGet(now - last - 5_000_000, Math::max);
            last = now;
            for (int node = 0; node < NODES; node++) {
                if (!engines.get(node).connected()) {
                    unsteadyAt.set(node, now);
                }
            }
        }
    }

    private void inject(Fault fault, int node) throws InterruptedException {
        FaultyProxy proxy = proxies.get(node);
        switch (fault) {
            case DROP_CONNECTIONS -> proxy.dropConnections();
            case DROP_SUBSCRIPTIONS -> proxy.dropSubscriptions();
            case DELAY -> {
                unsteady(node);
                proxy.delayAnswers(Duration.ofMillis(random.nextInt(200)));
                pause(Duration.ofMillis(200));
            }
            case BLACK_HOLE -> {
                unsteady(node);
                proxy.blackHole();
                pause(Duration.ofMillis(300 + random.nextInt(600)));
            }
            case REFUSE -> {
                proxy.refuse();
                proxy.dropConnections();
                pause(Duration.ofMillis(300 + random.nextInt(300)));
            }
            case LOSE_LOG_WHILE_CUT -> {
                proxy.refuse();
                proxy.dropConnections();
                pause(Duration.ofMillis(200));
                trim();
            }
            case LOSE_LOG_WHILE_SLOW -> {
                unsteady(node);
                proxy.delayRequests(Duration.ofMillis(250));
                pause(Duration.ofMillis(150));
                // No more writes: a later one would hide what is lost here.
                quiet = true;
                pause(Duration.ofMillis(30));
                trim();
                pause(Duration.ofMillis(220));
            }
            case RESTART -> {
                for (int each = 0; each < NODES; each++) {
                    unsteady(each);
                }
                server.restart();
            }
        }
        proxy.heal();
    }

    private void unsteady(int node) {
        unsteadyAt.set(node, System.nanoTime() + Duration.ofSeconds(1).toNanos());
    }

    private void trim() {
        server.call("XTRIM", "{" + nodes.prefix + "}log", "MAXLEN", "1");
    }

    /** When all is healed and settled, every node has what the source has. */
    private void agree() throws InterruptedException {
        for (CacheEngine engine : engines) {
            Await.until(
                    "all is settled, seed " + seed,
                    () -> engine.connected() && engine.pending() == 0);
        }
        pause(Duration.ofSeconds(1));
        for (int key = 0; key < KEYS; key++) {
            for (int node = 0; node < NODES; node++) {
                Long version = caches.get(node).get(key);
                if (version == null || version != truth.get(key)) {
                    history.violation(
                            "in the end node %d has version %s of key %d, the source has %d"
                                    .formatted(node, version, key, truth.get(key)));
                }
            }
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** What the nodes have counted. */
    String figures() {
        StringBuilder out =
                new StringBuilder(
                        "seed %d, longest stall of this machine %.1f ms"
                                .formatted(seed, longestStall.get() / 1e6));
        caches.forEach(cache -> out.append("\n  ").append(cache.stats()));
        return out.toString();
    }

    @Override
    public void close() {
        stopped = true;
        nodes.close();
        proxies.forEach(FaultyProxy::close);
        server.close();
    }
}
