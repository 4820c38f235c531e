package io.remanso.tables;

/** A parameter breaks a rule: {@code invalid_parameter}. Nothing was changed. */
public final class InvalidParameterException extends TableException {

    public InvalidParameterException(String message) {
        super("invalid_parameter", message);
    }

    public InvalidParameterException(String message, Throwable cause) {
        super("invalid_parameter", message, cause);
    }
}
