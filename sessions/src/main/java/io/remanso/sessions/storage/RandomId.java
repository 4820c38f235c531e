package io.remanso.sessions.storage;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Random names that are safe in URLs, file names and keys. Thread-safe. */
public final class RandomId {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /** 130 random bits as 26 lower-case letters and digits. */
    public static String next() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        StringBuilder id = new StringBuilder(LENGTH);
        for (byte b : bytes) {
            id.append(ALPHABET.charAt(b & 31));
        }
        return id.toString();
    }

    /**
     * Whether a text from outside has 1 to 64 letters, digits, {@code -} and {@code _}, the first a
     * letter or digit.
     */
    public static boolean isSafe(String text) {
        return SAFE.matcher(text).matches();
    }
}
