package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final List<byte[]> CHANNELS = List.of(bytes("a"), bytes("b"), bytes("a"));
    private static final RedisServer server = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(server);
    private final Redis redis = Redis.connect(TestSettings.of(proxy.url()));
    private final Heard heard = new Heard();

    @AfterEach
    void closeAll() {
        redis.close();
        proxy.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void tell(String channel, String message) {
        server.call("PUBLISH", channel, message);
    }

    @Test
    void messagesOfAllChannelsAreHeardInOrderUntilItIsClosed() {
        Subscription subscription = redis.subscribe(CHANNELS, heard);
        Await.until("in force", () -> heard.subscribed() == 1);
        tell("a", "1");
        tell("b", "2");
        tell("c", "not asked for");
        tell("a", "3");
        Await.until("all heard", () -> heard.messages().size() == 3);
        assertThat(heard.messages()).containsExactly("a: 1", "b: 2", "a: 3");

        subscription.close();

        Await.until("gone", () -> proxy.subscriptions() == 0);
        assertThat(heard.lost()).isZero();
    }

    @Test
    void aLossIsToldAndTheSubscriptionRenewsItself() {
        try (Subscription subscription = redis.subscribe(CHANNELS, heard)) {
            Await.until("in force", () -> heard.subscribed() == 1);
            for (int i = 1; i <= 5; i++) {
                int losses = i;
                proxy.dropSubscriptions();
                Await.until("loss " + losses, () -> heard.lost() == losses);
                Await.until("in force again", () -> heard.subscribed() == losses + 1);
                tell("b", "after " + i);
                Await.until("heard", () -> heard.messages().contains("b: after " + losses));
            }
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void aConnectionThatIsDeadWithoutBeingClosedIsNoticed() {
        try (Subscription subscription = redis.subscribe(CHANNELS, heard)) {
            Await.until("in force", () -> heard.subscribed() == 1);
            proxy.blackHoleSubscriptions();
            Await.until("the loss is noticed", () -> heard.lost() == 1);
            proxy.heal();
            Await.until("in force again", () -> heard.subscribed() == 2);
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void aSubscriptionWaitsForARedisThatComesLater() {
        proxy.refuse();
        try (Redis later = Redis.open(TestSettings.of(proxy.url()));
                Subscription subscription = later.subscribe(CHANNELS, heard)) {
            proxy.heal();
            Await.until("in force", () -> heard.subscribed() == 1);
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void aSubscriptionHasChannels() {
        assertThatThrownBy(() -> redis.subscribe(List.of(), heard))
                .hasMessage("A subscription has at least one channel, got none");
    }
}
