package io.remanso.cache.internal;

import org.jspecify.annotations.Nullable;

/** Bytes in Redis that are no entry of this cache: damaged, or of another version. */
final class UnreadableEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String message) {
        this(message, null);
    }

    UnreadableEntryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
