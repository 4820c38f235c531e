package io.remanso.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A subscription to channels that renews itself after every loss of its connection. A connection
 * that is dead without being closed is noticed by a PING every second. Closing ends it.
 */
public final class Subscription implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Driver driver;
    private final byte[][] channels;
    private final MessageListener listener;
    private final Link<StatefulRedisPubSubConnection<byte[], byte[]>> link;
    private volatile boolean inForce;
    private volatile boolean closed;

    private Subscription(Driver driver, List<byte[]> channels, MessageListener listener) {
        this.driver = driver;
        this.channels =
                channels.stream()
                        .map(channel -> ByteBuffer.wrap(channel.clone()))
                        .distinct()
                        .map(ByteBuffer::array)
                        .toArray(byte[][]::new);
        this.listener = listener;
        this.link = new Link<>("Subscription", driver::connectPubSub, Wire::end);
    }

    static Subscription open(Driver driver, List<byte[]> channels, MessageListener listener) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("A subscription has at least one channel, got none");
        }
        Subscription subscription = new Subscription(driver, channels, listener);
        subscription.link.start();
        subscription.link.whenStanding().thenAccept(subscription::subscribe);
        return subscription;
    }

    private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
        connection.addListener(new Messages());
        connection.addListener(new Losses());
        beat(connection);
    }

    private void beat(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
        if (closed || driver.isClosed()) {
            return;
        }
        if (!inForce) {
            connection.async().subscribe(channels);
        }
        connection
                .async()
                .ping()
                .toCompletableFuture()
                .orTimeout(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((pong, failure) -> {
                    if (failure instanceof TimeoutException) {
                        driver.channels().closeSilentSubscriptions(HEARTBEAT.dividedBy(2));
                    }
                    driver.later(() -> beat(connection), HEARTBEAT.toMillis());
                });
    }

    @Override
    public void close() {
        closed = true;
        link.close();
    }

    private final class Messages extends RedisPubSubAdapter<byte[], byte[]> {

        @Override
        public void message(byte[] channel, byte[] message) {
            listener.onMessage(channel, message);
        }

        /**
         * Confirmations come one per channel; the count of the last one is that of the channels.
         */
        @Override
        public void subscribed(byte[] channel, long count) {
            if (count == channels.length && !inForce) {
                inForce = true;
                listener.onSubscribed();
            }
        }
    }

    private final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            if (inForce && !closed) {
                inForce = false;
                listener.onLost();
            }
        }
    }
}
