package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyValue;
import io.remanso.testing.Await;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RedisConnectionTest {

    private static final byte[] QUEUE = bytes("queue");

    @Test
    void aBlockedReaderHoldsUpNobody() {
        try (RedisServer server = RedisServer.start();
                Redis redis = Redis.connect(TestSettings.of(server.url()));
                RedisConnection reader = redis.dedicated()) {
            CompletableFuture<KeyValue<byte[], byte[]>> read =
                    reader.send(commands -> commands.blpop(4, QUEUE));
            Await.until("it is blocked", () -> server.info("blocked_clients").equals("1"));
            redis.call(commands -> commands.rpush(QUEUE, bytes("v")));
            assertThat(read.join().getValue()).isEqualTo(bytes("v"));
        }
    }

    @Test
    void connectionsAreLentUpToTheLimitAndUsedAgain() {
        try (RedisServer server = RedisServer.start()) {
            RedisSettings settings =
                    TestSettings.of(server.url())
                            .withMaxConnections(3)
                            .withSocketTimeout(Duration.ofMillis(300));
            try (Redis redis = Redis.connect(settings);
                    RedisConnection first = redis.dedicated()) {
                RedisConnection second = redis.dedicated();
                assertThatThrownBy(redis::dedicated)
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessage(
                                "All 2 dedicated connections to Redis are in use: raise"
                                        + " REDIS_MAX_CONNECTIONS");
                String id = "" + second.call(commands -> commands.clientId());
                second.close();
                second.close();
                try (RedisConnection third = redis.dedicated()) {
                    String again = "" + third.call(commands -> commands.clientId());
                    assertThat(again).isEqualTo(id);
                    assertThat(first).isNotSameAs(third);
                }
            }
        }
    }

    @Test
    void aConnectionThatIsGivenBackWhileItIsBlockedIsNotLentAgain() {
        try (RedisServer server = RedisServer.start();
                Redis redis = Redis.connect(TestSettings.of(server.url()))) {
            CompletableFuture<KeyValue<byte[], byte[]>> read;
            try (RedisConnection reader = redis.dedicated()) {
                read = reader.send(commands -> commands.blpop(4, QUEUE));
                Await.until("it is blocked", () -> server.info("blocked_clients").equals("1"));
            }
            Await.until("it is closed", () -> server.info("blocked_clients").equals("0"));
            assertThat(read).isCompletedExceptionally();
            try (RedisConnection next = redis.dedicated()) {
                String pong = next.call(commands -> commands.ping());
                assertThat(pong).isEqualTo("PONG");
            }
        }
    }

    @Test
    void whoeverAsksForItLearnsAtOnceThatTheConnectionIsLost() {
        try (RedisServer server = RedisServer.start();
                Redis redis = Redis.connect(TestSettings.of(server.url()));
                RedisConnection connection = redis.dedicated()) {
            CompletableFuture<KeyValue<byte[], byte[]>> read =
                    connection.send(commands -> commands.blpop(4, QUEUE));
            Await.until("it is blocked", () -> server.info("blocked_clients").equals("1"));
            server.kill();
            Await.until("it was lost", read::isCompletedExceptionally);

            CompletableFuture<String> patient = connection.send(commands -> commands.ping());
            CompletableFuture<String> hasty =
                    connection.failingFast().send(commands -> commands.ping());

            assertThat(hasty.isDone()).isTrue();
            assertThat(hasty.exceptionNow()).isInstanceOf(RedisUnavailableException.class);
            assertThat(patient.isDone()).isFalse();
        }
    }

    @Test
    void writesAreWaitedForUntilReplicasHaveThem() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                Redis redis = Redis.connect(TestSettings.of(sentinel.url()));
                RedisConnection connection = redis.dedicated()) {
            byte[] key = bytes("k");
            connection.call(commands -> commands.set(key, bytes("v")));
            Duration limit = Duration.ofSeconds(4);
            assertThat(connection.waitForReplicas(key, 1, limit).join()).isEqualTo(1);
            sentinel.replica().pause();
            connection.call(commands -> commands.set(key, bytes("w")));
            assertThat(connection.waitForReplicas(key, 1, Duration.ofMillis(100)).join()).isZero();
        }
    }
}
