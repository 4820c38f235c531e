package io.remanso.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of a Redis server that can do what networks do. Faults hold for connections
 * of now and later until {@link #heal()}; a drop happens once. Safe for use by several threads.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private final InetSocketAddress upstream;
    private final InetSocketAddress address;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> trap = new AtomicReference<>();
    private final AtomicReference<@Nullable String> earlyTrap = new AtomicReference<>();
    private volatile Duration requestDelay = Duration.ZERO;
    private volatile Duration answerDelay = Duration.ZERO;
    private volatile Fault fault = Fault.NONE;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    /** What a connection meets right now. */
    private enum Fault {
        NONE,
        HOLD_SUBSCRIPTIONS,
        HOLD_ALL
    }

    private FaultyProxy(InetSocketAddress upstream) {
        this.upstream = upstream;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
    }

    /** A proxy in front of a server, on a free port of 127.0.0.1. */
    public static FaultyProxy before(RedisServer server) {
        return before(server.host(), server.port());
    }

    /** A proxy in front of anything that listens. */
    public static FaultyProxy before(String host, int port) {
        FaultyProxy proxy = new FaultyProxy(new InetSocketAddress(host, port));
        proxy.listen();
        return proxy;
    }

    public String host() {
        return RedisServer.HOST;
    }

    public int port() {
        return address.getPort();
    }

    /** {@code redis://127.0.0.1:PORT/0}, without a password. */
    public String url() {
        return "redis://" + host() + ":" + port() + "/0";
    }

    /** Every request arrives this much later; pipelined ones are not slowed further. */
    public void delayRequests(Duration delay) {
        requestDelay = delay;
    }

    /** Every answer and message arrives this much later. */
    public void delayAnswers(Duration delay) {
        answerDelay = delay;
    }

    /** Connections stay open and no byte passes. Healing delivers what was held, as TCP does. */
    public void blackHole() {
        fault = Fault.HOLD_ALL;
    }

    /**
     * A black hole for those connections only that have sent a SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE or
     * XREAD: messages stop, and nobody is told.
     */
    public void blackHoleSubscriptions() {
        fault = Fault.HOLD_SUBSCRIPTIONS;
    }

    /** Resets all connections and refuses new ones, as a server that is gone. */
    public void refuse() {
        closeListener();
        dropConnections();
    }

    /** Resets every connection, once. */
    public void dropConnections() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets, once, the connections that have subscribed; see {@link #blackHoleSubscriptions}. */
    public void dropSubscriptions() {
        connections.stream()
                .filter(ProxiedConnection::subscribes)
                .forEach(ProxiedConnection::reset);
    }

    /**
     * Forwards the next request that contains the text, waits until Redis has answered it, throws
     * the answer away and resets the connection: the request was executed and its sender cannot
     * know.
     *
     * @param requestContains ASCII, in any case, such as {@code "EVALSHA"}
     */
    public void resetAfter(String requestContains) {
        trap.set(requestContains);
    }

    /** Resets the connection in the place of forwarding the next request that contains the text. */
    public void resetBefore(String requestContains) {
        earlyTrap.set(requestContains);
    }

    /** Whether a reset that was asked for has not yet happened. */
    public boolean isArmed() {
        return trap.get() != null || earlyTrap.get() != null;
    }

    /** Ends all faults. */
    public void heal() {
        trap.set(null);
        earlyTrap.set(null);
        requestDelay = Duration.ZERO;
        answerDelay = Duration.ZERO;
        fault = Fault.NONE;
        listen();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** How many open connections have subscribed; see {@link #blackHoleSubscriptions}. */
    public int subscriptions() {
        return (int) connections.stream().filter(ProxiedConnection::subscribes).count();
    }

    @Override
    public void close() {
        refuse();
    }

    boolean holds(ProxiedConnection connection) {
        return switch (fault) {
            case NONE -> false;
            case HOLD_SUBSCRIPTIONS -> connection.subscribes();
            case HOLD_ALL -> true;
        };
    }

    Duration requestDelay() {
        return requestDelay;
    }

    Duration answerDelay() {
        return answerDelay;
    }

    /** Whether these bytes hold the request to reset after; true once. */
    boolean springsAfter(byte[] request) {
        return springs(trap, request);
    }

    /** Whether these bytes hold the request to reset before; true once. */
    boolean springsBefore(byte[] request) {
        return springs(earlyTrap, request);
    }

    private static boolean springs(AtomicReference<@Nullable String> trap, byte[] request) {
        String text = trap.get();
        return text != null && Bytes.contains(request, text) && trap.compareAndSet(text, null);
    }

    void closed(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private synchronized void listen() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            listener = socket;
            acceptor = Thread.ofVirtual().name("proxy-accept").start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                ProxiedConnection connection = new ProxiedConnection(this, socket.accept());
                connections.add(connection);
                connection.start(upstream);
                if (socket.isClosed()) {
                    connection.reset();
                }
            } catch (IOException e) {
                // The listener was closed; the loop ends.
            }
        }
    }

    /**
     * The port refuses once this returns: a socket is closed when the thread in accept has left.
     */
    private synchronized void closeListener() {
        if (listener == null || acceptor == null) {
            return;
        }
        try {
            listener.close();
            acceptor.join();
            listener = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
