package io.remanso.redis;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The connections that are lent to one caller at a time; as many as asked for, up to a limit. */
final class ConnectionPool implements AutoCloseable {

    private final Driver driver;
    private final RedisSettings settings;
    private final Breaker breaker;
    private final Function<Wire, Courier> couriers;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ConnectionPool(
            Driver driver,
            RedisSettings settings,
            Breaker breaker,
            Function<Wire, Courier> couriers) {
        this.driver = driver;
        this.settings = settings;
        this.couriers = couriers;
        this.breaker = breaker;
        this.permits = new Semaphore(settings.maxConnections() - 1, true);
    }

    /**
     * @throws RedisUnavailableException when none is free within the socket timeout, or no
     *     connection can be made
     */
    RedisConnection take() {
        if (!breaker.isClosed()) {
            throw breaker.refusal();
        }
        acquire();
        try {
            Wire free = idle.pollFirst();
            Wire wire = free == null ? driver.connect() : free;
            return new RedisConnection(this, wire, couriers.apply(wire));
        } catch (RuntimeException e) {
            permits.release();
            throw Failures.of(e);
        }
    }

    private void acquire() {
        try {
            long limit = settings.socketTimeout().toNanos();
            if (closed || !permits.tryAcquire(limit, TimeUnit.NANOSECONDS)) {
                throw new RedisUnavailableException(
                        "All %d dedicated connections to Redis are in use: raise"
                                        .formatted(settings.maxConnections() - 1)
                                + " REDIS_MAX_CONNECTIONS",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException("The wait for a connection was interrupted", e);
        }
    }

    void giveBack(RedisConnection connection) {
        if (connection.isDoubtful() || closed) {
            connection.wire().close();
        } else {
            idle.addFirst(connection.wire());
        }
        permits.release();
    }

    @Override
    public void close() {
        closed = true;
        for (Wire wire = idle.pollFirst(); wire != null; wire = idle.pollFirst()) {
            wire.close();
        }
    }
}
