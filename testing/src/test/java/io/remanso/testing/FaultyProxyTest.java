package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(redis);

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void bytesPassBothWays() {
        try (proxy;
                Resp resp = connect()) {
            String large = "x".repeat(1_000_000);
            assertThat(resp.call("SET", "large", large)).isEqualTo("OK");
            assertThat(resp.call("GET", "large")).isEqualTo(large);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.subscriptions()).isZero();
        }
    }

    @Test
    void aRequestIsExecutedAndItsAnswerIsLost() {
        try (proxy;
                Resp resp = connect()) {
            resp.call("DEL", "counter");
            proxy.resetAfter("incr");
            assertThatThrownBy(() -> resp.call("INCR", "counter"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(proxy.isArmed()).isFalse();
            assertThat(redis.call("GET", "counter")).isEqualTo("1");
        }
    }

    @Test
    void aRequestIsLostBeforeItArrives() {
        try (proxy;
                Resp resp = connect()) {
            resp.call("DEL", "counter");
            proxy.resetBefore("INCR");
            assertThatThrownBy(() -> resp.call("INCR", "counter"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(redis.call("GET", "counter")).isNull();
        }
    }

    @Test
    void aBlackHoleHoldsRequestsUntilItIsHealed() {
        try (proxy;
                Resp resp = connect()) {
            resp.call("DEL", "held");
            proxy.blackHole();
            CompletableFuture<Object> answer =
                    CompletableFuture.supplyAsync(
                            () -> String.valueOf(resp.call("SET", "held", "1")));
            assertThat(redis.call("GET", "held")).isNull();
            assertThat(answer).isNotDone();

            proxy.heal();

            assertThat(answer.join()).isEqualTo("OK");
        }
    }

    @Test
    void delaysAddUp() {
        try (proxy;
                Resp resp = connect()) {
            resp.call("PING");
            proxy.delayRequests(Duration.ofMillis(60));
            proxy.delayAnswers(Duration.ofMillis(40));
            long start = System.nanoTime();
            resp.call("PING");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void onlySubscriptionsAreDropped() {
        try (proxy;
                Resp plain = connect();
                Resp subscriber = connect()) {
            plain.call("PING");
            subscriber.call("SUBSCRIBE", "news");
            assertThat(proxy.subscriptions()).isEqualTo(1);

            proxy.dropSubscriptions();

            assertThatThrownBy(() -> subscriber.call("PING"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(plain.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aProxyThatRefusesComesBackOnTheSamePort() {
        try (proxy) {
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(UncheckedIOException.class);
            proxy.heal();
            try (Resp resp = connect()) {
                assertThat(resp.call("PING")).isEqualTo("PONG");
            }
        }
    }

    private Resp connect() {
        return Resp.connect(proxy.host(), proxy.port());
    }
}
