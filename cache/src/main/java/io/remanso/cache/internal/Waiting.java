package io.remanso.cache.internal;

import io.remanso.redis.RedisFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for an answer of Redis. */
final class Waiting {

    private Waiting() {}

    /**
     * @throws FarException when there is none within the limit, or the thread is interrupted, which
     *     it then stays
     */
    static <T extends @Nullable Object> T on(CompletableFuture<T> call, Duration limit) {
        try {
            return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RedisFailure failure) {
                throw new FarException(failure.getMessage(), failure);
            }
            if (cause instanceof FarException far) {
                throw far;
            }
            throw new FarException("Redis gave an answer that is not understood", e);
        } catch (TimeoutException e) {
            throw new FarException(
                    "Redis did not answer within %d ms".formatted(limit.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FarException("The wait for Redis was interrupted", e);
        }
    }
}
