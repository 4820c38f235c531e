package io.remanso.sessions.storage;

import io.remanso.tables.TableException;
import java.time.Duration;

/**
 * The storage cannot do this now, and nothing was changed: {@code storage_unavailable}. Asking
 * again later may help.
 */
public final class StorageUnavailableException extends TableException {

    private final Duration retryAfter;

    /**
     * @param message what failed, without a path or an address
     * @param retryAfter when it makes sense to ask again
     */
    public StorageUnavailableException(String message, Duration retryAfter, Throwable cause) {
        super("storage_unavailable", message, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
