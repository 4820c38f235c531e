package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.EntryOptions;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Redis is asked to do when it holds many keys and some of them are dropped. */
class ManyKeysTest {

    private static final int MANY = Integer.getInteger("remanso.keys", 50_000);
    private static final int CLEARS = 50;

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

            server.call("CONFIG", "RESETSTAT");
            for (int i = 0; i < CLEARS; i++) {
                cache.invalidateTags("t");
                cache.clear();
            }
            Map<String, Long> calls = calls();

            assertThat(calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L))
                    .as("%s", calls)
                    .isLessThanOrEqualTo(2 * CLEARS + attachments(calls));
            assertThat(calls).doesNotContainKeys("scan", "keys", "del", "unlink", "flushdb");
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

            server.call("CONFIG", "RESETSTAT");
            assertThat(cache.invalidateGlob("old:*")).isEqualTo(MANY + 1);
            Map<String, Long> calls = calls();

            assertThat(calls).containsKey("scan").doesNotContainKey("keys");
            assertThat(calls.get("unlink")).isGreaterThanOrEqualTo(MANY / GlobDrop.DROPS);
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

    /** How often each command has been called, by INFO commandstats. */
    private static Map<String, Long> calls() {
        Map<String, Long> all = new TreeMap<>();
        String text = String.valueOf(server.call("INFO", "commandstats"));
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("cmdstat_")) {
                String name = line.substring("cmdstat_".length(), line.indexOf(':'));
                String calls = line.substring(line.indexOf("calls=") + "calls=".length());
                all.put(name, Long.parseLong(calls.split(",", 2)[0]));
            }
        }
        return all;
    }

    private static CacheSettings<String, String> settings() {
        return CacheSettings.of("things", String.class, String.class).build();
    }
}
