package io.remanso.redis;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Redis as the application sees it: one shared connection that reconnects by itself, dedicated ones
 * on demand, messages and health, the same for one server, Sentinel and Cluster. Thread-safe; close
 * it once, at the end.
 *
 * <pre>{@code
 * try (Redis redis = Redis.connect(RedisSettings.of("redis://localhost:6379/0"))) {
 *     byte[] value = redis.callRepeatable(commands -> commands.get(key));
 * }
 * }</pre>
 */
public final class Redis implements RedisCalls, AutoCloseable {

    private final RedisSettings settings;
    private final Driver driver;
    private final Link<Wire> link;
    private final Breaker breaker;
    private final Courier courier;
    private final ConnectionPool pool;
    private final Pulse pulse;

    private Redis(RedisSettings settings) {
        this.settings = settings;
        this.driver = Driver.of(settings);
        this.link = new Link<>("Connection to " + settings, driver::connect, Wire::close);
        this.breaker = new Breaker();
        this.courier = new Courier(link::get, driver, settings, breaker);
        this.pool =
                new ConnectionPool(
                        driver,
                        settings,
                        breaker,
                        wire -> new Courier(() -> wire, driver, settings, breaker));
        this.pulse = new Pulse(driver, settings, breaker, courier);
    }

    /**
     * Connects and waits until Redis has answered. What goes wrong is thrown and not logged.
     *
     * @throws RedisUnavailableException when it has not within the connect timeout; the message
     *     names the URL, without its password, and the reason
     */
    public static Redis connect(RedisSettings settings) {
        Redis redis = new Redis(settings);
        redis.link.quiet();
        redis.start();
        try {
            redis.link.await(settings.connectTimeout());
            return redis;
        } catch (RedisUnavailableException e) {
            redis.close();
            throw new RedisUnavailableException(settings + ": " + e.getMessage(), e);
        }
    }

    /**
     * Begins to connect and does not wait: until Redis is there, calls end with {@link
     * RedisUnavailableException}.
     */
    public static Redis open(RedisSettings settings) {
        Redis redis = new Redis(settings);
        redis.start();
        return redis;
    }

    private void start() {
        link.whenStanding().thenRun(pulse::start);
        link.start();
    }

    public RedisSettings settings() {
        return settings;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> send(Request<T> request) {
        return courier.send(request);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(Request<T> request) {
        return courier.sendRepeatable(request);
    }

    /**
     * Borrows a connection of its own; at most one less than {@link RedisSettings#maxConnections}
     * are lent at once.
     *
     * @throws RedisUnavailableException when none is free within the socket timeout, or none can be
     *     made
     */
    public RedisConnection dedicated() {
        return pool.take();
    }

    /**
     * Subscribes to channels, over a connection of its own, until the subscription is closed. It
     * does not wait: the listener is told when the subscription is in force.
     */
    public Subscription subscribe(List<byte[]> channels, MessageListener listener) {
        return Subscription.open(driver, channels, listener);
    }

    /**
     * Whether Redis answered lately. It is looked at every second and with every call; false means
     * that calls are refused at once.
     */
    public boolean isAvailable() {
        return pulse.isAvailable();
    }

    /**
     * Asks with a write that changes nothing, for at most a second: {@code SET key XX}.
     *
     * @param absent a key that does not exist
     */
    public RedisState state(byte[] absent) {
        return pulse.state(absent);
    }

    /** Tells the listener, on a thread of the driver, whenever {@link #isAvailable} changes. */
    public void onAvailability(Consumer<Boolean> listener) {
        pulse.onChange(listener);
    }

    /**
     * Measures a PING and reads INFO; of a Cluster, of all its masters.
     *
     * @throws RedisFailure when Redis does not answer
     */
    public RedisHealth health() {
        return HealthCheck.of(this);
    }

    boolean isClosed() {
        return driver.isClosed();
    }

    /** Runs a short task after a pause, or when this is closed. */
    void later(Runnable task, Duration pause) {
        driver.later(task, pause.toMillis());
    }

    StatefulConnection<byte[], byte[]> connection() {
        return link.get().connection();
    }

    /** Ends all connections; what is under way fails. Closing twice does nothing. */
    @Override
    public void close() {
        if (driver.isClosed()) {
            return;
        }
        pulse.close();
        pool.close();
        link.close();
        driver.close();
    }

    /** The URL with its password masked. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
