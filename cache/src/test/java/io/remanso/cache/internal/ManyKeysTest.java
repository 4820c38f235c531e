package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.EntryOptions;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What dropping costs Redis when it holds many keys. */
class ManyKeysTest {

    private static final int MANY = Integer.getInteger("remanso.keys", 50_000);
    private static final int CLEARS = 50;
    private static final int STEP_MICROS = 5_000;
    private static final Logger log = LoggerFactory.getLogger("figures");

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start("enable-debug-command yes");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNamespaceAndATagAreClearedByOneCommandEach() {
        try (Nodes nodes = new Nodes()) {
            CacheEngine node = nodes.connect(server.url());
            Cache<String, String> cache = node.create(settings());
            populate(nodes.prefix + "things:old", MANY);
            Await.until("Redis answers again", node::connected);
            cache.put("a", "v", EntryOptions.DEFAULT.tags("t"));
            cache.put("b", "v");
            assertThat(cache.get("a")).isEqualTo("v");
            cache.invalidateTags("to send the script once");

            watch();
            for (int i = 0; i < CLEARS; i++) {
                cache.invalidateTags("t");
                cache.clear();
            }
            Map<String, Long> calls = calls("calls");
            Map<String, Long> micros = calls("usec_per_call");
            log.info("a tag and a namespace among {} keys cleared: {}", MANY, watched());

            assertThat(calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L))
                    .as("%s", calls)
                    .isLessThanOrEqualTo(2 * CLEARS + attachments(calls));
            assertThat(calls).doesNotContainKeys("scan", "keys", "del", "unlink", "flushdb");
            assertThat(micros.getOrDefault("evalsha", 0L)).isLessThan(1_000);
            assertThat(cache.get("a")).isNull();
            assertThat(cache.get("b")).isNull();
        }
    }

    /** The node's own look at the log, a few times a second: each asks for the time once. */
    private static long attachments(Map<String, Long> calls) {
        return calls.getOrDefault("time", 0L);
    }

    @Test
    void aGlobIsDroppedInSmallStepsAndCounted() {
        try (Nodes nodes = new Nodes()) {
            CacheEngine node = nodes.connect(server.url());
            Cache<String, String> cache = node.create(settings());
            populate(nodes.prefix + "things:old", MANY);
            populate(nodes.prefix + "things:new", MANY / 10);
            Await.until("Redis answers again", node::connected);
            assertThat(cache.put("old:mine", "v")).isTrue();

            watch();
            assertThat(cache.invalidateGlob("old:*")).isEqualTo(MANY + 1);
            Map<String, Long> calls = calls("calls");
            Map<String, Long> micros = calls("usec_per_call");
            log.info("a glob of {} keys dropped: {}", MANY, watched());

            assertThat(calls).containsKey("scan").doesNotContainKey("keys");
            assertThat(micros.get("scan")).isLessThan(STEP_MICROS);
            assertThat(micros.get("unlink")).isLessThan(STEP_MICROS);
            assertThat(calls.get("unlink")).isGreaterThan(MANY / 2_000);
            assertThat(cache.get("old:mine")).isNull();
            assertThat(cache.invalidateGlob("*")).isEqualTo(MANY / 10);
        }
    }

    /** So many keys of 100 bytes, in steps that do not keep the server from answering for long. */
    private static void populate(String prefix, int count) {
        int step = Math.min(count, 100_000);
        for (int done = 0; done < count; done += step) {
            int next = Math.min(step, count - done);
            server.call("DEBUG", "POPULATE", "" + next, prefix + ":" + done, "100");
        }
    }

    /** Has Redis note from now on how long every command takes, and what takes a millisecond. */
    private static void watch() {
        server.call("CONFIG", "SET", "slowlog-max-len", "1000000");
        server.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
        server.call("CONFIG", "SET", "latency-monitor-threshold", "1");
        server.call("CONFIG", "RESETSTAT");
        server.call("SLOWLOG", "RESET");
        server.call("LATENCY", "RESET");
    }

    /** How long each command took, and Redis's own list of delays. */
    private static String watched() {
        Object delays = server.call("LATENCY", "LATEST");
        Map<String, List<Long>> micros = new TreeMap<>();
        for (Object one : (List<?>) Objects.requireNonNull(server.call("SLOWLOG", "GET", "-1"))) {
            List<?> command = (List<?>) one;
            String name = String.valueOf(((List<?>) command.get(3)).getFirst());
            micros.computeIfAbsent(name, key -> new ArrayList<>()).add((Long) command.get(2));
        }
        StringBuilder out = new StringBuilder();
        micros.forEach((name, all) -> {
            Collections.sort(all);
            out.append(
                    "%s %d x, p50 %d, p99 %d, longest %d µs; "
                            .formatted(
                                    name,
                                    all.size(),
                                    all.get(all.size() / 2),
                                    all.get(all.size() * 99 / 100),
                                    all.getLast()));
        });
        return out + "latency monitor " + delays;
    }

    /** A figure of INFO commandstats, per command. */
    private static Map<String, Long> calls(String figure) {
        Map<String, Long> all = new TreeMap<>();
        String text = String.valueOf(server.call("INFO", "commandstats"));
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("cmdstat_")) {
                String name = line.substring("cmdstat_".length(), line.indexOf(':'));
                String from = line.substring(line.indexOf(figure + "=") + figure.length() + 1);
                all.put(name, (long) Double.parseDouble(from.split(",", 2)[0]));
            }
        }
        return all;
    }

    private static CacheSettings<String, String> settings() {
        return CacheSettings.of("things", String.class, String.class).build();
    }
}
