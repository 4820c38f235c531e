package io.remanso.cache;

/**
 * A load that did not end within the cache's hard load timeout, with no stale value to stand in.
 */
public final class LoadTimeoutException extends LoadException {

    private static final long serialVersionUID = 1L;

    public LoadTimeoutException(String message) {
        super(message, null);
    }
}
