package io.remanso.sessions.storage;

import java.util.Optional;

/**
 * The id of a temporary item: 1 to 64 letters, digits, {@code -} and {@code _}, the first a letter
 * or digit.
 */
public record TempId(String value) implements StorageId {

    public TempId {
        if (!RandomId.isSafe(value)) {
            throw new IllegalArgumentException(
                    "A temporary id has 1 to 64 letters, digits, - and _, got '%s'"
                            .formatted(value));
        }
    }

    /** A new id of 130 random bits. */
    public static TempId random() {
        return new TempId(RandomId.next());
    }

    /** The id of this text, or empty when no temporary item can have it. */
    public static Optional<TempId> of(String text) {
        return RandomId.isSafe(text) ? Optional.of(new TempId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
