package io.remanso.redis;

import org.jspecify.annotations.Nullable;

/** Redis answered with an error that another try would meet again. */
public final class RedisRefusedException extends RedisFailure {

    private static final long serialVersionUID = 1L;

    private final String code;

    RedisRefusedException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * The first word of the answer, such as {@code WRONGTYPE}, {@code NOPERM} or the code that a
     * script gave to {@code redis.error_reply}.
     */
    public String code() {
        return code;
    }
}
