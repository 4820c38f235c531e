package io.remanso.tables;

/**
 * A chunk is missing, has an unknown format version or a wrong checksum: {@code session_damaged}.
 * It is thrown in the place of a wrong or short table.
 */
public final class DamagedChunkException extends TableException {

    public DamagedChunkException(String message) {
        super("session_damaged", message);
    }

    public DamagedChunkException(String message, Throwable cause) {
        super("session_damaged", message, cause);
    }
}
