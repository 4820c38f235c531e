package io.remanso.spring.settings;

/**
 * The process must not start as it was told to. The message is one line for the operator: the rule,
 * the offending value, what to do; it holds no password.
 */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The refusal of a value: {@code NAME must be RULE, got 'VALUE'}. */
    public static StartRefusedException of(String name, String rule, String value) {
        return new StartRefusedException("%s must be %s, got '%s'".formatted(name, rule, value));
    }
}
