package io.remanso.sessions.storage;

import java.util.Optional;

/**
 * The id of a session: 1 to 64 letters, digits, {@code -} and {@code _}, the first a letter or
 * digit.
 */
public record SessionId(String value) implements StorageId {

    public SessionId {
        if (!RandomId.isSafe(value)) {
            throw new IllegalArgumentException(
                    "A session id has 1 to 64 letters, digits, - and _, got '%s'".formatted(value));
        }
    }

    /** A new id of 130 random bits. */
    public static SessionId random() {
        return new SessionId(RandomId.next());
    }

    /** The id of this text, or empty when no session can have it. */
    public static Optional<SessionId> of(String text) {
        return RandomId.isSafe(text) ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
