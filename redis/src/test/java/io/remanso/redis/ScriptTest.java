package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final String INCREMENT = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
    private static final RedisServer server = RedisServer.start();
    private static final Redis redis = Redis.connect(TestSettings.of(server.url()));

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void clear() {
        server.call("CONFIG", "SET", "maxmemory", "0");
        server.call("FLUSHALL");
        server.call("SCRIPT", "FLUSH");
    }

    @Test
    void aScriptIsSentInFullOnlyToAServerThatDoesNotKnowIt() {
        Script<Long> increment = Script.returningNumber(INCREMENT);
        server.call("CONFIG", "RESETSTAT");

        assertThat(increment.run(redis, List.of(bytes("n")), bytes("5"))).isEqualTo(5);
        assertThat(increment.run(redis, List.of(bytes("n")), bytes("5"))).isEqualTo(10);
        server.call("SCRIPT", "FLUSH");
        assertThat(increment.run(redis, List.of(bytes("n")), bytes("5"))).isEqualTo(15);

        assertThat(server.info("cmdstat_eval")).startsWith("calls=2,");
        assertThat(server.info("cmdstat_evalsha")).startsWith("calls=3,");
    }

    @Test
    void numbersBytesAndListsComeBack() {
        byte[] binary = {0, (byte) 0xff, 13, 10};
        Script<byte[]> echo = Script.returningBytes("return ARGV[1]");
        assertThat(echo.run(redis, List.of(), binary)).isEqualTo(binary);
        assertThat(Script.returningBytes("return false").run(redis, List.of())).isNull();
        Script<List<Object>> list = Script.returningList("return {1, ARGV[1], {2}}");
        assertThat(list.run(redis, List.of(), binary)).containsExactly(1L, binary, List.of(2L));
    }

    @Test
    void theCodeThatAScriptGivesItsErrorIsKept() {
        Script<Long> refuse = Script.returningNumber("return redis.error_reply('STALE head is 7')");
        assertThatThrownBy(() -> refuse.run(redis, List.of()))
                .isInstanceOfSatisfying(
                        RedisRefusedException.class, e -> assertThat(e.code()).isEqualTo("STALE"))
                .hasMessageContaining("head is 7");
    }

    @Test
    void declaredScriptsDoNotBeginWhenRedisIsOutOfMemory() {
        Script<byte[]> replace =
                Script.returningBytes(
                        "#!lua\nredis.call('DEL', KEYS[1]) return redis.call('SET', KEYS[2], 'x')");
        server.call("SET", "old", "1");
        server.call("CONFIG", "SET", "maxmemory", "1");

        assertThatThrownBy(() -> replace.run(redis, List.of(bytes("old"), bytes("new"))))
                .isInstanceOf(RedisOutOfMemoryException.class)
                .hasMessageContaining("maxmemory");
        assertThat(server.call("GET", "old")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyARepeatableScriptIsSentAgainWhenItsAnswerIsLost(boolean repeatable) {
        Script<Long> once = Script.returningNumber(INCREMENT);
        Script<Long> increment = repeatable ? once.repeatable() : once;
        try (FaultyProxy proxy = FaultyProxy.before(server);
                Redis behind = Redis.connect(TestSettings.of(proxy.url()))) {
            proxy.resetAfter("EVAL\r");
            if (repeatable) {
                assertThat(increment.run(behind, List.of(bytes("n")), bytes("1"))).isEqualTo(2);
            } else {
                assertThatThrownBy(() -> increment.run(behind, List.of(bytes("n")), bytes("1")))
                        .isInstanceOf(RedisOutcomeUnknownException.class);
                assertThat(server.call("GET", "n")).isEqualTo("1");
            }
            assertThat(proxy.isArmed()).isFalse();
        }
    }

    @Test
    void aScriptLiesBesideItsClass() {
        assertThatThrownBy(() -> Script.load(ScriptTest.class, "no-such.lua"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no no-such.lua beside");
    }

    @Test
    void inAClusterAScriptRunsWhereItsKeysAre() {
        try (RedisCluster cluster = RedisCluster.start();
                Redis clustered = Redis.connect(TestSettings.of(cluster.url()))) {
            Script<Long> increment = Script.returningNumber(INCREMENT);
            for (int i = 0; i < 30; i++) {
                byte[] key = bytes("{" + i + "}:n");
                assertThat(increment.run(clustered, List.of(key), bytes("7"))).isEqualTo(7);
            }
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(node.call("DBSIZE")).isNotEqualTo(0L));
            assertThatThrownBy(() ->
                            increment.run(
                                    clustered, List.of(bytes("{a}:n"), bytes("{b}:n")), bytes("1")))
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageContaining("CROSSSLOT");
        }
    }
}
