package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;

/** The rules that every text of an operation keeps. */
final class Texts {

    static final int MAX_LENGTH = 100_000;

    private Texts() {}

    /**
     * @throws InvalidParameterException when the text is too long, or holds a zero character or
     *     half of a surrogate pair
     */
    static void requireValid(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidParameterException(
                    "A text has at most %,d characters, got %,d"
                            .formatted(MAX_LENGTH, text.length()));
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw new InvalidParameterException(
                    "A text has no zero characters, got one at position " + zero);
        }
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                throw new InvalidParameterException(
                        "A text must be valid Unicode, got half of a surrogate pair at position "
                                + i);
            }
        }
    }
}
