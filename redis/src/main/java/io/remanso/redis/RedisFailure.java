package io.remanso.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a call to Redis has no result. The four kinds differ in what the caller may do next; no
 * message holds a password.
 */
public abstract sealed class RedisFailure extends RuntimeException
        permits RedisUnavailableException,
                RedisOutcomeUnknownException,
                RedisOutOfMemoryException,
                RedisRefusedException {

    private static final long serialVersionUID = 1L;

    RedisFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether Redis answered, with an error; if not, it did not answer or was not asked. */
    public boolean isReply() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return true;
            }
        }
        return false;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
