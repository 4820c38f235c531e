package io.remanso.testing;

import java.nio.charset.StandardCharsets;

/** Looking for ASCII words in bytes. */
final class Bytes {

    private Bytes() {}

    /** Whether the text occurs in the bytes, in any case. */
    static boolean contains(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int start = 0; start + wanted.length <= bytes.length; start++) {
            if (startsWith(bytes, start, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int start, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (Character.toUpperCase(bytes[start + i]) != Character.toUpperCase(wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
