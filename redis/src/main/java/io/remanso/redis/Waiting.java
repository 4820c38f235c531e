package io.remanso.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a call on the calling thread. */
final class Waiting {

    private Waiting() {}

    /**
     * @throws RedisFailure as the call failed; unknown outcome when this thread is interrupted,
     *     which stays interrupted
     */
    static <T extends @Nullable Object> T on(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw withCallersTrace(Failures.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisOutcomeUnknownException(
                    "The wait for Redis was interrupted, it is not known whether the call was"
                            + " executed",
                    e);
        }
    }

    /** The failure carries a trace of the driver; the caller's own is added to it. */
    private static RuntimeException withCallersTrace(RuntimeException failure) {
        failure.addSuppressed(new CalledFrom());
        return failure;
    }

    private static final class CalledFrom extends Exception {
        private static final long serialVersionUID = 1L;

        CalledFrom() {
            super("called from here");
        }
    }
}
