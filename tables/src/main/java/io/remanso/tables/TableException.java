package io.remanso.tables;

/**
 * A refusal that the user can act on. The message says the rule, then the offending value, then
 * what to do, and is safe to show: it holds no path and no secret. {@link #code()} is stable.
 */
public abstract class TableException extends RuntimeException {

    private final String code;

    protected TableException(String code, String message) {
        super(message);
        this.code = code;
    }

    protected TableException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable name of this kind of refusal, as HTTP answers carry it. */
    public final String code() {
        return code;
    }
}
