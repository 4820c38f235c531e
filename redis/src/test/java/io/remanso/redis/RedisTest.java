package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.Await;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import io.remanso.testing.Resp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void oneServerServesCallsMessagesAndHealth() {
        try (RedisServer server = RedisServer.start("requirepass open-sesame");
                Redis redis = Redis.connect(TestSettings.of(server.url()))) {
            servesEverything(redis);
            assertThat(redis.toString()).doesNotContain("open-sesame");
        }
    }

    @Test
    void aClusterServesCallsMessagesAndHealth() {
        try (RedisCluster cluster = RedisCluster.start();
                Redis redis = Redis.connect(TestSettings.of(cluster.url()))) {
            servesEverything(redis);
        }
    }

    @Test
    void sentinelServesCallsMessagesAndHealth() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                Redis redis = Redis.connect(TestSettings.of(sentinel.url()))) {
            servesEverything(redis);
        }
    }

    @Test
    void aPasswordThatIsChangedMeanwhileIsToldFromAnOutage() {
        byte[] absent = bytes("absent");
        try (RedisServer server = RedisServer.start("requirepass open-sesame");
                Redis redis = Redis.connect(TestSettings.of(server.url()));
                Resp admin = server.connect()) {
            admin.call("CONFIG", "SET", "requirepass", "another");
            admin.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.until("it is an error", () -> redis.state(absent) == RedisState.ERROR);
            assertThat(redis.isAvailable()).isFalse();

            admin.call("CONFIG", "SET", "requirepass", "open-sesame");

            Await.until("it is over", () -> redis.state(absent) == RedisState.CONNECTED);
        }
    }

    private static void servesEverything(Redis redis) {
        for (int i = 0; i < 20; i++) {
            byte[] key = bytes("key:" + i);
            byte[] value = bytes("välue " + i);
            String stored = redis.call(commands -> commands.set(key, value));
            assertThat(stored).isEqualTo("OK");
            byte[] read = redis.callRepeatable(commands -> commands.get(key));
            assertThat(read).isEqualTo(value);
        }
        byte[] nothing = redis.callRepeatable(commands -> commands.get(bytes("nothing")));
        assertThat(nothing).isNull();

        Heard heard = new Heard();
        try (Subscription subscription = redis.subscribe(List.of(bytes("news")), heard)) {
            Await.until("subscribed", () -> heard.subscribed() == 1);
            redis.call(commands -> commands.publish(bytes("news"), bytes("hello")));
            Await.until("heard", () -> heard.messages().equals(List.of("news: hello")));
            assertThat(subscription).isNotNull();
        }

        try (RedisConnection connection = redis.dedicated()) {
            byte[] key = bytes("mine");
            long count = connection.call(commands -> commands.incr(key));
            assertThat(count).isEqualTo(1);
            assertThat(connection.waitForReplicas(key, 0, SHORT).join()).isNotNegative();
        }

        RedisHealth health = redis.health();
        assertThat(health.latency()).isPositive();
        assertThat(health.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(health.usedMemoryMb()).isPositive();
        assertThat(health.connectedClients()).isPositive();
        assertThat(health.totalCommandsProcessed()).isPositive();
        assertThat(health.maxmemoryPolicy()).isEqualTo("noeviction");
        assertThat(health.aofEnabled()).isFalse();
        Await.until("the pulse has been felt", redis::isAvailable);
    }

    @Test
    void nothingThereIsSaidWithinTheConnectTimeoutAndWithoutThePassword() {
        int port;
        try (RedisServer server = RedisServer.start()) {
            port = server.port();
        }
        RedisSettings settings =
                RedisSettings.of("redis://app:canary@127.0.0.1:" + port).withConnectTimeout(SHORT);
        assertThatThrownBy(() -> Redis.connect(settings))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageStartingWith("redis://app:***@127.0.0.1:" + port + "/0: ")
                .hasMessageContaining("Connection refused")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aWrongPasswordIsSaidAtOnce() {
        try (RedisServer server = RedisServer.start("requirepass right")) {
            String url = server.url().replace("right", "canary");
            RedisSettings settings = RedisSettings.of(url).withConnectTimeout(LONG);
            assertThatThrownBy(() -> Redis.connect(settings))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void aUserWithItsOwnKeysOnlyCanDoAllButReadInfo() {
        try (RedisServer server = RedisServer.start()) {
            server.call(
                    "ACL",
                    "SETUSER",
                    "app",
                    "on",
                    ">pw",
                    "~app:*",
                    "&app:*",
                    "+@all",
                    "-@dangerous",
                    "-@admin");
            String url = server.url().replace("://", "://app:pw@");
            try (Redis redis = Redis.connect(TestSettings.of(url))) {
                byte[] key = bytes("app:n");
                long count = redis.call(commands -> commands.incr(key));
                assertThat(count).isEqualTo(1);
                assertThat(RedisLock.acquire(redis, bytes("app:lock"), LockOptions.DEFAULTS))
                        .isPresent();
                assertThatThrownBy(() -> redis.call(commands -> commands.incr(bytes("other"))))
                        .isInstanceOfSatisfying(
                                RedisRefusedException.class,
                                e -> assertThat(e.code()).isEqualTo("NOPERM"));
                assertThat(redis.health().latency()).isPositive();
                assertThat(redis.health().version()).isNull();
            }
        }
    }

    @Test
    void aRedisThatComesLaterIsFoundByItself() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            try (Redis redis = Redis.open(TestSettings.of(server.url()))) {
                assertThatThrownBy(() -> redis.call(commands -> commands.ping()))
                        .isInstanceOf(RedisUnavailableException.class);
                assertThat(redis.isAvailable()).isFalse();
                server.restart();
                Await.until("available", redis::isAvailable);
                String pong = redis.call(commands -> commands.ping());
                assertThat(pong).isEqualTo("PONG");
            }
        }
    }
}
