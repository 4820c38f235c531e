package io.remanso.benchmarks;

import static io.remanso.benchmarks.CacheKind.CAFFEINE;
import static io.remanso.benchmarks.CacheKind.CAFFEINE_TTL;
import static io.remanso.benchmarks.CacheKind.JETCACHE;
import static io.remanso.benchmarks.CacheKind.LETTUCE;
import static io.remanso.benchmarks.CacheKind.REDISSON;
import static io.remanso.benchmarks.CacheKind.REMANSO;
import static io.remanso.benchmarks.CacheKind.SPRING;

import io.remanso.testing.RedisServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The cache beside its peers, over one Redis. Each question is put to all caches one after the
 * other, each in a process of its own, and that again and again: what disturbs the machine for a
 * while disturbs all of them. A value is the median of all iterations.
 */
final class CacheFigure implements Figure {

    private static final int ROUNDS = 2;

    /** What a row of the table asks, of whom, and what Remanso's answer has to be. */
    private enum Question {
        NEAR_HIT(
                "nearHit",
                "L1 hit, bytes allocated",
                CacheScore.Unit.NANOS_AND_BYTES,
                CacheGoal.within(1.5, CAFFEINE).and(CacheGoal.noBytes()),
                CAFFEINE,
                CAFFEINE_TTL,
                JETCACHE,
                REDISSON),
        FAR_HIT(
                "farHit",
                "L2 hit",
                CacheScore.Unit.MICROS,
                CacheGoal.within(1.1, LETTUCE),
                LETTUCE,
                JETCACHE,
                REDISSON,
                SPRING),
        MISS(
                "missAndLoad",
                "miss and load",
                CacheScore.Unit.MICROS,
                CacheGoal.aheadOf(REDISSON),
                LETTUCE,
                JETCACHE,
                REDISSON,
                SPRING),
        PUT(
                "put",
                "put",
                CacheScore.Unit.MICROS,
                CacheGoal.aheadOf(JETCACHE, REDISSON),
                LETTUCE,
                JETCACHE,
                REDISSON,
                SPRING),
        GET_ALL(
                "getAll",
                "getAll of 100 keys in L2",
                CacheScore.Unit.MICROS,
                CacheGoal.aheadOf(JETCACHE, REDISSON),
                LETTUCE,
                JETCACHE,
                REDISSON,
                SPRING),
        ELSEWHERE(
                "seenElsewhere",
                "put until another node reads it, p50 and p99",
                CacheScore.Unit.PERCENTILES,
                CacheGoal.below(50_000),
                JETCACHE,
                REDISSON),
        HOT_KEYS(
                "hotKeys",
                "16 threads on 8 keys in L1, reads per µs",
                CacheScore.Unit.PER_MICRO,
                CacheGoal.aheadOf(JETCACHE, REDISSON),
                CAFFEINE,
                CAFFEINE_TTL,
                JETCACHE,
                REDISSON);

        private final String method;
        private final String what;
        private final CacheScore.Unit unit;

        @SuppressWarnings("ImmutableEnumChecker") // a record of a text and a function of it
        private final CacheGoal goal;

        @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
        private final List<CacheKind> peers;

        Question(
                String method,
                String what,
                CacheScore.Unit unit,
                CacheGoal goal,
                CacheKind... peers) {
            this.method = method;
            this.what = what;
            this.unit = unit;
            this.goal = goal;
            this.peers = List.of(peers);
        }
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (RedisServer server = RedisServer.start()) {
            for (Question question : Question.values()) {
                rows.add(row(question, ask(question, server)));
                server.call("FLUSHALL");
            }
        }
        return rows;
    }

    private static Map<CacheKind, CacheScore> ask(Question question, RedisServer server)
            throws RunnerException {
        List<CacheKind> all = new ArrayList<>(question.peers);
        all.addFirst(REMANSO);
        Map<CacheKind, List<RunResult>> results = new EnumMap<>(CacheKind.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (CacheKind kind : all) {
                results.computeIfAbsent(kind, k -> new ArrayList<>())
                        .addAll(run(question, kind, server));
            }
        }
        Map<CacheKind, CacheScore> scores = new EnumMap<>(CacheKind.class);
        results.forEach((kind, runs) -> scores.put(kind, CacheScore.of(question.unit, runs)));
        return scores;
    }

    private static List<RunResult> run(Question question, CacheKind kind, RedisServer server)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(CacheBenchmark.class.getName() + "\\." + question.method + "$")
                        .param("kind", kind.name())
                        .forks(1)
                        .jvmArgsAppend("-Xmx1g", "-D" + CacheBenchmark.URL + "=" + server.url())
                        .warmupIterations(10)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(200))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        if (question.unit == CacheScore.Unit.NANOS_AND_BYTES) {
            options = options.addProfiler(GCProfiler.class);
        }
        return List.copyOf(new Runner(options.build()).run());
    }

    private static Row row(Question question, Map<CacheKind, CacheScore> scores) {
        List<String> peers =
                question.peers.stream()
                        .map(kind -> "%s %s".formatted(CacheScore.in(scores, kind), kind.label()))
                        .toList();
        return new Row(
                "cache: " + question.what,
                CacheScore.in(scores, REMANSO).toString(),
                String.join("; ", peers),
                question.goal.text(),
                question.goal.verdict(scores));
    }
}
