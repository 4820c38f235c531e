package io.remanso.redis;

import org.jspecify.annotations.Nullable;

/**
 * The call was not executed: there is no connection, the breaker is open, or Redis is loading,
 * failing over or moving. It is safe to repeat later.
 */
public final class RedisUnavailableException extends RedisFailure {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
