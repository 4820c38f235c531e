package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.EntryOptions;
import io.remanso.testing.RedisServer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What dropping costs Redis when it holds many keys. */
class ManyKeysTest {

    private static final int MANY = Integer.getInteger("remanso.keys", 50_000);
    private static final int STEP_MICROS = 5_000;

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
            Cache<String, String> cache = nodes.connect(server.url()).create(settings());
            server.call("DEBUG", "POPULATE", "" + MANY, nodes.prefix + "things:old", "100");
            cache.put("a", "v", EntryOptions.DEFAULT.tags("t"));
            cache.put("b", "v");
            assertThat(cache.get("a")).isEqualTo("v");
            cache.invalidateTags("to send the script once");

            server.call("CONFIG", "RESETSTAT");
            cache.invalidateTags("t");
            cache.clear();
            Map<String, Long> calls = calls("calls");
            Map<String, Long> micros = calls("usec_per_call");

            assertThat(calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L))
                    .as("%s", calls)
                    .isLessThanOrEqualTo(2 + attachments(calls));
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
            Cache<String, String> cache = nodes.connect(server.url()).create(settings());
            server.call("DEBUG", "POPULATE", "" + MANY, nodes.prefix + "things:old", "100");
            server.call("DEBUG", "POPULATE", "" + MANY / 10, nodes.prefix + "things:new", "100");
            cache.put("old:mine", "v");

            server.call("CONFIG", "RESETSTAT");
            assertThat(cache.invalidateGlob("old:*")).isEqualTo(MANY + 1);
            Map<String, Long> calls = calls("calls");
            Map<String, Long> micros = calls("usec_per_call");

            assertThat(calls).containsKey("scan").doesNotContainKey("keys");
            assertThat(micros.get("scan")).isLessThan(STEP_MICROS);
            assertThat(micros.get("unlink")).isLessThan(STEP_MICROS);
            assertThat(calls.get("unlink")).isGreaterThan(MANY / 2_000);
            assertThat(cache.get("old:mine")).isNull();
            assertThat(cache.invalidateGlob("*")).isEqualTo(MANY / 10);
        }
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
