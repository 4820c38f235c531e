package io.remanso.sessions.storage;

/** Texts from outside as messages show them. */
final class Shown {

    private static final int MAX = 64;

    private Shown() {}

    /** The text without control characters, cut when it is long. */
    static String text(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= MAX ? plain : plain.substring(0, MAX) + "…";
    }
}
