package io.remanso.cache;

import org.jspecify.annotations.Nullable;

/** A loader's error on its way to the callers that waited for that load. Its cause is the error. */
public class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
