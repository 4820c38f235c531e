package io.remanso.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection in the making: tried on a thread of its own, again and again with growing pauses,
 * until it stands for the first time. From then on the driver reconnects by itself.
 *
 * @param <C> the connection
 */
final class Link<C> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final String name;
    private final Supplier<C> connect;
    private final Consumer<C> disconnect;
    private final CompletableFuture<C> standing = new CompletableFuture<>();

    /** Fails when waiting is of no use. */
    private final CompletableFuture<C> hopeless = new CompletableFuture<>();

    private final Thread thread;
    private volatile @Nullable RuntimeException lastFailure;
    private volatile boolean closed;
    private boolean quiet;
    private boolean reported;

    Link(String name, Supplier<C> connect, Consumer<C> disconnect) {
        this.name = name;
        this.connect = connect;
        this.disconnect = disconnect;
        this.thread = Thread.ofVirtual().name("redis-connect").unstarted(this::run);
    }

    /** Its failures are told to whoever awaits it, and not logged. Called before the start. */
    void quiet() {
        quiet = true;
    }

    Link<C> start() {
        thread.start();
        return this;
    }

    /**
     * The connection.
     *
     * @throws RedisUnavailableException when it has never stood yet
     */
    C get() {
        if (standing.isDone() && !standing.isCompletedExceptionally()) {
            return standing.join();
        }
        throw notYet();
    }

    /** The connection, as soon as it stands. */
    CompletableFuture<C> whenStanding() {
        return standing.copy();
    }

    /**
     * Waits for the connection.
     *
     * @throws RedisUnavailableException when it does not stand within the limit, or at once when
     *     the server turns this client away, or is not the one that its certificate should show
     */
    void await(Duration limit) {
        try {
            CompletableFuture.anyOf(standing, hopeless).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw lastFailure == null
                    ? unreachable("no answer within " + limit.toMillis() + " ms")
                    : notYet();
        } catch (ExecutionException e) {
            throw notYet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet();
        }
    }

    private RedisUnavailableException notYet() {
        RuntimeException failure = lastFailure;
        if (closed || failure == null) {
            return unreachable(closed ? "the connection is closed" : "no connection stands yet");
        }
        return new RedisUnavailableException(String.valueOf(failure.getMessage()), failure);
    }

    /** Says it once; the tries that follow would say the same. */
    private void report(RuntimeException failure) {
        if (!quiet && !reported) {
            reported = true;
            log.warn(
                    "{}: {}; it is tried again until it stands", name, String.valueOf(lastFailure));
        }
        log.debug("{} could not be made", name, failure);
        if (Failures.isLasting(failure)) {
            hopeless.completeExceptionally(failure);
        }
    }

    private static RedisUnavailableException unreachable(String reason) {
        return new RedisUnavailableException("Redis is not reachable: " + reason, null);
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try {
                C connection = connect.get();
                standing.complete(connection);
                if (closed) {
                    disconnect.accept(connection);
                }
                return;
            } catch (RuntimeException e) {
                lastFailure = Failures.of(e);
                report(e);
            }
            if (!sleep(pause)) {
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Whether the pause passed without an interrupt, which means the end. */
    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (!standing.completeExceptionally(notYet()) && !standing.isCompletedExceptionally()) {
            disconnect.accept(standing.join());
        }
    }
}
