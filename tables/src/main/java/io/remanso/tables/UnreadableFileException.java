package io.remanso.tables;

/**
 * A file cannot be read as a table: {@code unreadable_file}. The message names the line or sheet
 * where it is known.
 */
public final class UnreadableFileException extends TableException {

    public UnreadableFileException(String message) {
        super("unreadable_file", message);
    }

    public UnreadableFileException(String message, Throwable cause) {
        super("unreadable_file", message, cause);
    }
}
