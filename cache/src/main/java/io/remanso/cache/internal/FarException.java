package io.remanso.cache.internal;

import io.remanso.redis.RedisOutOfMemoryException;
import org.jspecify.annotations.Nullable;

/** A call to Redis without an answer. It may have been executed. Never reaches a caller. */
final class FarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FarException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether Redis has certainly done nothing, for want of memory. */
    boolean outOfMemory() {
        return getCause() instanceof RedisOutOfMemoryException;
    }
}
