package io.remanso.server.settings;

/**
 * The server must not start as it was told to. The message is one line for the operator: the rule,
 * the offending value, what to do; it holds no password.
 */
public final class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
