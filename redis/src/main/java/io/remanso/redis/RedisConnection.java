package io.remanso.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own, for what would hold up others on the shared one: blocking commands,
 * {@code WAIT}, bulk transfers. In a Cluster it is one connection per node. A command may block for
 * less than {@link RedisSettings#socketTimeout}. Closing gives it back.
 */
public final class RedisConnection implements RedisCalls, AutoCloseable {

    private final ConnectionPool pool;
    private final Wire wire;
    private final Courier courier;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean doubtful;
    private boolean closed;

    RedisConnection(ConnectionPool pool, Wire wire, Courier courier) {
        this.pool = pool;
        this.wire = wire;
        this.courier = courier;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> send(Request<T> request) {
        return watched(courier.send(request));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(Request<T> request) {
        return watched(courier.sendRepeatable(request));
    }

    /**
     * The same connection for who has to learn at once that it was lost: a call fails when there is
     * no connection, where others wait a moment for the next.
     */
    public RedisCalls failingFast() {
        return new RedisCalls() {
            @Override
            public <T extends @Nullable Object> CompletableFuture<T> send(Request<T> request) {
                return watched(courier.sendNow(request));
            }

            @Override
            public <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(
                    Request<T> request) {
                return send(request);
            }
        };
    }

    /**
     * Waits until the writes sent over this connection so far have reached replicas.
     *
     * @param key the key that was written, which names the node in a Cluster
     * @param replicas how many must have acknowledged
     * @param limit the longest wait; shorter than the socket timeout
     * @return how many have; fewer than asked for when the limit passed
     */
    public CompletableFuture<Long> waitForReplicas(byte[] key, int replicas, Duration limit) {
        long millis = limit.toMillis();
        return send(commands ->
                wire.nodeOf(key).thenCompose(node -> node.waitForReplication(replicas, millis)));
    }

    /**
     * How many replicas follow the node that serves the key.
     *
     * @param key any key, which names the node in a Cluster
     */
    public CompletableFuture<Long> connectedReplicas(byte[] key) {
        return sendRepeatable(commands ->
                wire.nodeOf(key)
                        .thenCompose(node -> node.info("replication"))
                        .thenApply(text -> new InfoText(text).number("connected_slaves")));
    }

    private <T extends @Nullable Object> CompletableFuture<T> watched(CompletableFuture<T> call) {
        underWay.incrementAndGet();
        return call.whenComplete((value, error) -> {
            if (error != null) {
                doubtful = true;
            }
            underWay.decrementAndGet();
        });
    }

    /** Whether an answer to something earlier may still be on its way. */
    boolean isDoubtful() {
        return doubtful || underWay.get() > 0;
    }

    Wire wire() {
        return wire;
    }

    /** Gives the connection back. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(this);
        }
    }
}
