package io.remanso.redis;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one can ask of Redis. Every call ends, with its value or with a {@link RedisFailure}, within
 * {@link RedisSettings#deadline}. A call that Redis has certainly not executed (no connection for
 * an instant, a slot that is moving) is tried again by itself; one that may have been executed is
 * sent again only when it is marked as repeatable.
 *
 * <p>Futures complete on threads of the driver: what is chained to them must not block.
 * Thread-safe.
 */
public interface RedisCalls {

    /** Sends a request that must not be executed twice. */
    <T extends @Nullable Object> CompletableFuture<T> send(Request<T> request);

    /** Sends a request that may be executed twice without harm, such as a read. */
    <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(Request<T> request);

    /** {@link #send}, and waits on this thread, which may well be a virtual one. */
    default <T extends @Nullable Object> T call(Request<T> request) {
        return Waiting.on(send(request));
    }

    /** {@link #sendRepeatable}, and waits on this thread. */
    default <T extends @Nullable Object> T callRepeatable(Request<T> request) {
        return Waiting.on(sendRepeatable(request));
    }
}
