package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisServerTest {

    @Test
    void aServerAnswersUntilItIsKilledAndKeepsWhatIsOnDisk() {
        try (RedisServer redis = RedisServer.start("appendonly yes", "appendfsync always")) {
            redis.call("SET", "city", "Kraków");
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> redis.call("PING")).isInstanceOf(UncheckedIOException.class);

            redis.restart();

            assertThat(redis.call("GET", "city")).isEqualTo("Kraków");
            assertThat(redis.info("aof_enabled")).isEqualTo("1");
        }
    }

    @Test
    void aPausedServerStandsStillUntilItIsResumed() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Resp resp = redis.connect()) {
            redis.pause();
            assertThat(state(redis)).startsWith("T");
            redis.resume();
            assertThat(resp.call("PING")).isEqualTo("PONG");
            assertThat(state(redis)).doesNotStartWith("T");
        }
    }

    /** The letter of the process state: T is stopped. */
    private static String state(RedisServer redis) throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", "" + redis.pid()).start();
        try (BufferedReader out = ps.inputReader(StandardCharsets.UTF_8)) {
            return out.readLine().trim();
        }
    }

    @Test
    void thePasswordIsAskedForAndGiven() {
        try (RedisServer redis = RedisServer.start("requirepass open-sesame")) {
            assertThat(redis.url()).contains("open-sesame");
            assertThat(redis.call("PING")).isEqualTo("PONG");
            try (Resp stranger = Resp.connect(redis.host(), redis.port())) {
                assertThatThrownBy(() -> stranger.call("PING"))
                        .isInstanceOf(ReplyError.class)
                        .hasMessageStartingWith("NOAUTH");
            }
        }
    }

    @Test
    void aWrongConfigurationFailsWithTheServersOwnWords() {
        assertThatThrownBy(() -> RedisServer.start("no-such-directive 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-directive");
    }

    @Test
    void everyTypeOfReplyIsRead() {
        try (RedisServer redis = RedisServer.start()) {
            String script = "return {1, false, 'a', {}, redis.error_reply('NO way')}";
            List<?> items = redis.callForList("EVAL", script, "0");
            assertThat(items.get(0)).isEqualTo(1L);
            assertThat(items.get(1)).isNull();
            assertThat(items.get(2)).isEqualTo("a");
            assertThat(items.get(3)).isEqualTo(List.of());
            assertThat(items.get(4)).isInstanceOf(ReplyError.class);
        }
    }
}
