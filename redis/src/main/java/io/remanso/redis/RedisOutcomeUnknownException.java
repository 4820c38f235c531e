package io.remanso.redis;

import org.jspecify.annotations.Nullable;

/**
 * The call was sent and no answer came: it may or may not have been executed, or may still be. Only
 * what is safe to repeat may be repeated.
 */
public final class RedisOutcomeUnknownException extends RedisFailure {

    private static final long serialVersionUID = 1L;

    RedisOutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
