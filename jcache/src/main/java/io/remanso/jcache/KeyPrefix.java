package io.remanso.jcache;

import java.nio.charset.StandardCharsets;

/**
 * What the keys of a cache begin with in Redis: its name, in which all but letters, digits and the
 * signs of class names are written as a tilde and two digits for each byte, and a colon. No prefix
 * is the beginning of another.
 */
final class KeyPrefix {

    private KeyPrefix() {}

    static String of(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 128 && Character.isLetterOrDigit(c)) || "._-$".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append("~%02x".formatted(b & 0xff));
            }
        }
        return out.append(':').toString();
    }
}
