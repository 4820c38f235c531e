package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.Redis;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that has reached its maxmemory, and what a Redis must be like to hold sessions. */
class FullRedisTest {

    private RedisServer server;
    private Redis redis;
    private RedisBackend backend;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        redis = Redis.connect(SharedRedis.settings(server.url()));
        backend = RedisBackend.open(redis, RedisBackendSettings.DEFAULTS);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void writesAreRefusedWholeAndReadsGoOn() {
        SmallSession session = SmallSession.create(backend, "a");
        SessionRecord record = session.record();
        server.call("CONFIG", "SET", "maxmemory", "1mb");

        assertThatThrownBy(() -> session.step("b"))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("maxmemory");
        assertThatThrownBy(() -> session.move(1)).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> backend.addAudit(session.id(), "line"))
                .isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> SmallSession.create(backend, "c"))
                .isInstanceOf(StorageUnavailableException.class);

        assertThat(session.record()).isEqualTo(record);
        assertThat(session.texts()).containsExactly("a");
        assertThat(backend.touch(session.id(), Duration.ofHours(9)).ttl())
                .isEqualTo(Duration.ofHours(9));
        assertThat(backend.activeSessions()).isEqualTo(1);
        assertThat(backend.audit(session.id())).containsExactly("created");

        server.call("CONFIG", "SET", "maxmemory", "0");
        assertThat(session.step("b")).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(backend.delete(session.id())).isTrue();
    }

    @Test
    void aFullRedisTakesNoChunksAhead() {
        SmallSession session =
                new SmallSession(
                        new RedisBackend(
                                redis,
                                RedisBackendSettings.DEFAULTS,
                                Durability.NONE,
                                Scripts.load(),
                                1),
                        SmallSession.create(backend, "a").id());
        server.call("CONFIG", "SET", "maxmemory", "1mb");

        assertThatThrownBy(() -> session.step("b")).isInstanceOf(StorageUnavailableException.class);
        assertThat(session.texts()).containsExactly("a");
        assertThat(server.call("HLEN", "biometric:{" + session.id() + "}:chunks")).isEqualTo(1L);
    }

    @Test
    void commitsThatMustBeDurableNeedAnAppendOnlyFile() {
        RedisBackendSettings durable = RedisBackendSettings.DEFAULTS.withRequireDurable(true);

        assertThatThrownBy(() -> RedisBackend.open(redis, durable))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "REDIS_REQUIRE_DURABLE is 'true'; allowed is true only with a Redis that is seen to keep an append-only file (appendonly yes)");

        server.call("CONFIG", "SET", "appendonly", "yes");
        SmallSession session = SmallSession.create(RedisBackend.open(redis, durable), "a");
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void aPrefixWithBracesIsRefused() {
        assertThatThrownBy(() -> RedisBackendSettings.DEFAULTS.withKeyPrefix("a{b}"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("KEY_PREFIX is 'a{b}'; allowed is");
    }
}
