package io.remanso.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * What a caller of a cache pays. {@link CacheFigure} starts Redis, names it in a system property,
 * and chooses which caches are asked what.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class CacheBenchmark {

    static final String URL = "remanso.bench.redis";

    private static final int AMPLE = 100_000;

    /**
     * Keys that all are in process, and fill two thirds of it: a map that is less than half full
     * does not yet think about which entries to keep.
     */
    @State(Scope.Benchmark)
    public static class Near {

        private static final int KEYS = 1 << 10;
        private static final int NEAR_ENTRIES = 3 * KEYS / 2;

        @Param("REMANSO")
        public CacheKind kind;

        CacheNode node;
        final String[] keys = keys("near", KEYS);

        @Setup
        public void open() {
            node = kind.open(System.getProperty(URL), NEAR_ENTRIES);
            for (int i = 0; i < KEYS; i++) {
                node.put(keys[i], Item.of(i));
                node.get(keys[i]);
            }
            System.gc();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /** Where a thread is in its keys. */
    @State(Scope.Thread)
    public static class Turn {
        int next;
    }

    /**
     * Keys that all are in Redis, read in turn by a node that keeps so few of them that it hardly
     * ever has the next one.
     */
    @State(Scope.Benchmark)
    public static class Far {

        private static final int KEYS = 4_000;
        private static final int AT_ONCE = 100;
        private static final int NEAR_ENTRIES = 32;

        @Param("REMANSO")
        public CacheKind kind;

        CacheNode node;
        final String[] keys = keys("far", KEYS);
        final List<List<String>> hundreds =
                IntStream.range(0, KEYS / AT_ONCE)
                        .mapToObj(i -> List.of(keys).subList(i * AT_ONCE, (i + 1) * AT_ONCE))
                        .toList();

        @Setup
        public void open() {
            node = kind.open(System.getProperty(URL), NEAR_ENTRIES);
            for (int i = 0; i < KEYS; i++) {
                node.put(keys[i], Item.of(i));
            }
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /** Keys that nobody has asked for before. */
    @State(Scope.Benchmark)
    public static class Cold {

        @Param("REMANSO")
        public CacheKind kind;

        CacheNode node;
        private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        private final AtomicLong next = new AtomicLong();

        @Setup
        public void open() {
            node = kind.open(System.getProperty(URL), AMPLE);
        }

        String key() {
            return "cold:" + run + ':' + next.incrementAndGet();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /** Two nodes that hold the same entry in process. */
    @State(Scope.Benchmark)
    public static class Pair {

        private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

        @Param("REMANSO")
        public CacheKind kind;

        CacheNode writer;
        CacheNode reader;
        private final String[] keys = keys("pair", 64);
        private long version;

        @Setup
        public void open() {
            writer = kind.open(System.getProperty(URL), AMPLE);
            reader = kind.open(System.getProperty(URL), AMPLE);
            for (String key : keys) {
                writer.put(key, Item.of(0));
                reader.get(key);
            }
        }

        /** Puts a new value and reads on the other node until it is seen, or for a second. */
        @SuppressWarnings("ThreadPriorityCheck") // a busy reader, that leaves the core to others
        Item putAndSee() {
            version++;
            String key = keys[(int) (version % keys.length)];
            long start = System.nanoTime();
            writer.put(key, Item.of(version));
            Item seen = reader.get(key);
            while ((seen == null || seen.id() != version)
                    && System.nanoTime() - start < LONGEST_NANOS) {
                Thread.yield();
                seen = reader.get(key);
            }
            return seen;
        }

        @TearDown
        public void close() {
            writer.close();
            reader.close();
        }
    }

    @Benchmark
    public Item nearHit(Near near, Turn turn) {
        return near.node.get(near.keys[turn.next++ & Near.KEYS - 1]);
    }

    @Benchmark
    public Item farHit(Far far, Turn turn) {
        return far.node.get(far.keys[turn.next++ % Far.KEYS]);
    }

    @Benchmark
    public Item missAndLoad(Cold cold) {
        return cold.node.load(cold.key());
    }

    @Benchmark
    public void put(Near near, Turn turn) {
        int i = turn.next++ & Near.KEYS - 1;
        near.node.put(near.keys[i], Item.of(i));
    }

    @Benchmark
    public Map<String, Item> getAll(Far far, Turn turn) {
        return far.node.getAll(far.hundreds.get(turn.next++ % far.hundreds.size()));
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Item seenElsewhere(Pair pair) {
        return pair.putAndSee();
    }

    /** Eight keys that everybody wants. */
    @Benchmark
    @Threads(16)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Item hotKeys(Near near, Turn turn) {
        return near.node.get(near.keys[turn.next++ & 7]);
    }

    private static String[] keys(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + ":" + i).toArray(String[]::new);
    }
}
