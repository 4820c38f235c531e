package io.remanso.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis has reached its {@code maxmemory} and refused to write. A single command was not executed,
 * nor was a script that begins with a {@code #!lua} line; of any other script, the writes before
 * the refused one were.
 */
public final class RedisOutOfMemoryException extends RedisFailure {

    private static final long serialVersionUID = 1L;

    RedisOutOfMemoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
