package io.remanso.benchmarks;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import io.remanso.testing.Resp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * For how long Redis is held up by drops among many keys, by its own clock. That clock runs on
 * while the machine does something else, so a script that only computes runs at the same time: what
 * holds up the script as well is the machine's doing.
 */
final class ManyKeysFigure implements Figure {

    private static final int KEYS = 2_000_000;

    /**
     * So many are left that Redis keeps its table of keys: it makes a smaller one when nine tenths
     * are gone, whoever dropped them, and gives the old one back in one step of some milliseconds.
     */
    private static final int OTHERS = KEYS / 4;

    private static final int KEYS_AT_ONCE = 50_000;
    private static final int CLEARS = 10_000;
    private static final Duration CLEAR_GOAL = Duration.ofMillis(1);
    private static final Duration STEP_GOAL = Duration.ofMillis(5);
    private static final String TAG = "t";
    private static final String WHERE = "among %,d keys".formatted(KEYS + OTHERS);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String FILL =
            "for i = 1, ARGV[3] do redis.call('SET', ARGV[1] .. i, ARGV[2], 'PX', 7200000) end";

    private static final String LOOK = "for i = 1, ARGV[2] do redis.call('EXISTS', ARGV[1]) end";

    private static final String COMPUTE =
            "local n = 0 for i = 1, ARGV[1] do n = n + i end return n";

    /** So many additions take about as long as a clear, and as a step of a glob. */
    private static final int LIKE_A_CLEAR = 15_000;

    private static final int LIKE_A_STEP = 40_000;

    @Override
    public String name() {
        return "many-keys";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (RedisServer server =
                        RedisServer.start(CommandTimes.CONFIG, "enable-debug-command yes");
                Resp control = server.connect()) {
            Figure.progress("many keys, filling");
            fill(control, "app:things:old:", KEYS);
            fill(control, "app:things:new:", OTHERS);
            settle(control, "app:things:new:0:1");
            try (Redis redis = Redis.connect(settings(server));
                    Caches caches = Caches.over(redis, "app:", PATIENCE)) {
                Cache<String, String> cache =
                        caches.create(
                                CacheSettings.of("things", String.class, String.class).build());
                Await.until("the node follows the log", caches::connected);
                CommandTimes times = new CommandTimes(server);
                List<Row> rows = new ArrayList<>();
                rows.add(oneOfEach(cache, times));
                rows.add(clears(cache, times, control));
                rows.addAll(glob(cache, times, control));
                return rows;
            }
        }
    }

    /** A tag and the namespace, each once, as the latency monitor of Redis sees it. */
    private static Row oneOfEach(Cache<String, String> cache, CommandTimes times) {
        cache.invalidateTags("to send the script once");
        times.watch(CLEAR_GOAL);
        cache.invalidateTags(TAG);
        cache.clear();
        String seen = times.monitored();
        return new Row(
                "%s: one tag and the namespace cleared, LATENCY LATEST".formatted(WHERE),
                seen,
                "",
                "nothing over %d ms".formatted(CLEAR_GOAL.toMillis()),
                seen.equals(CommandTimes.NOTHING) ? "yes" : "no");
    }

    /** A clear of a tag, one of the namespace, and the script, in turn. */
    private static Row clears(Cache<String, String> cache, CommandTimes times, Resp control) {
        Figure.progress("many keys, clears");
        times.watch(CLEAR_GOAL);
        for (int i = 0; i < CLEARS; i++) {
            cache.invalidateTags(TAG);
            cache.clear();
            compute(control, LIKE_A_CLEAR);
        }
        return row(times, "tag or namespace cleared", "evalsha", CLEAR_GOAL);
    }

    /** A glob that matches most keys, and the script all the while. */
    private static List<Row> glob(Cache<String, String> cache, CommandTimes times, Resp control) {
        Figure.progress("many keys, glob");
        AtomicBoolean done = new AtomicBoolean();
        times.watch(STEP_GOAL);
        CompletableFuture<Void> computing =
                CompletableFuture.runAsync(() -> {
                    while (!done.get()) {
                        compute(control, LIKE_A_STEP);
                    }
                });
        long start = System.nanoTime();
        long count = cache.invalidateGlob("old:*");
        double seconds = (System.nanoTime() - start) / 1e9;
        done.set(true);
        computing.join();
        boolean right = count == KEYS && times.calls("keys") == 0;
        return List.of(
                new Row(
                        "%s: glob dropped".formatted(WHERE),
                        "%,d in %.1f s, the script in between".formatted(count, seconds),
                        "",
                        "%,d, no KEYS".formatted(KEYS),
                        right ? "yes" : "no"),
                row(times, "its SCAN", "scan", STEP_GOAL),
                row(times, "its UNLINK", "unlink", STEP_GOAL));
    }

    private static void compute(Resp control, int additions) {
        control.call("EVAL", COMPUTE, "0", "" + additions);
    }

    private static Row row(CommandTimes times, String what, String command, Duration goal) {
        return new Row(
                "%s: %s, p50, p99, p99.9, longest".formatted(WHERE, what),
                times.text(command),
                times.text("eval") + ": a script that only computes",
                "≤ %d ms".formatted(goal.toMillis()),
                times.over(command) == 0 ? "yes" : "no");
    }

    private static RedisSettings settings(RedisServer server) {
        return RedisSettings.of(server.url())
                .withConnectTimeout(PATIENCE)
                .withSocketTimeout(PATIENCE);
    }

    /** Entries of 100 bytes with a time to live, in steps after which Redis answers again. */
    private static void fill(Resp redis, String prefix, int count) {
        String value = "x".repeat(100);
        for (int done = 0; done < count; done += KEYS_AT_ONCE) {
            redis.call("EVAL", FILL, "0", prefix + done + ":", value, "" + KEYS_AT_ONCE);
        }
    }

    /**
     * Ends the move to the table that has grown with the keys: Redis moves them one by one, a step
     * with each look at a key, and gives the old table back in one step.
     */
    private static void settle(Resp redis, String key) {
        while (String.valueOf(redis.call("DEBUG", "HTSTATS", "0")).contains("rehashing target")) {
            for (int looks = 0; looks < OTHERS; looks += KEYS_AT_ONCE) {
                redis.call("EVAL", LOOK, "0", key, "" + KEYS_AT_ONCE);
            }
        }
    }
}
