package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A pattern with the meaning that Redis gives it: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [^a]}, and a backslash before a character that stands for itself. Matches bytes of UTF-8, as
 * Redis does. Immutable.
 */
final class Glob {

    private final byte[] pattern;

    Glob(String pattern) {
        this.pattern = pattern.getBytes(UTF_8);
    }

    /** The pattern that matches just the texts that begin with this prefix. */
    static String ofPrefix(String prefix) {
        return literal(prefix) + "*";
    }

    /** The pattern that matches just this text. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("*?[]\\^".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    /**
     * A pattern without sets and question marks that matches all that this one does, and more: for
     * who sees texts in which a character may be written with several.
     */
    String wide() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(pattern.length);
        for (int p = 0; p < pattern.length; p = next(p)) {
            if (pattern[p] == '?' || pattern[p] == '[') {
                out.write('*');
            } else {
                out.write(pattern, p, next(p) - p);
            }
        }
        return out.toString(UTF_8);
    }

    boolean matches(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int p = 0;
        int t = 0;
        int starAt = -1;
        int starText = 0;
        while (t < bytes.length) {
            if (p < pattern.length && pattern[p] == '*') {
                starAt = p++;
                starText = t;
            } else if (p < pattern.length && matchesOne(p, bytes[t])) {
                p = next(p);
                t++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    private boolean matchesOne(int p, byte b) {
        return switch (pattern[p]) {
            case '?' -> true;
            case '[' -> inSet(p, b);
            case '\\' -> p + 1 < pattern.length ? pattern[p + 1] == b : b == '\\';
            default -> pattern[p] == b;
        };
    }

    /** Where the pattern goes on after the element at p. */
    private int next(int p) {
        return switch (pattern[p]) {
            case '\\' -> Math.min(p + 2, pattern.length);
            case '[' -> Math.min(endOfSet(p) + 1, pattern.length);
            default -> p + 1;
        };
    }

    private int startOfSet(int p) {
        return p + 1 < pattern.length && pattern[p + 1] == '^' ? p + 2 : p + 1;
    }

    private int endOfSet(int p) {
        int i = startOfSet(p);
        while (i < pattern.length && pattern[i] != ']') {
            i += length(i);
        }
        return Math.min(i, pattern.length);
    }

    /**
     * The length of the member of a set at i: an escaped byte, a range, or a byte. As in Redis, a
     * range may end with a bracket, which then does not end the set.
     */
    private int length(int i) {
        if (pattern[i] == '\\' && i + 1 < pattern.length) {
            return 2;
        }
        return i + 2 < pattern.length && pattern[i + 1] == '-' ? 3 : 1;
    }

    private boolean inSet(int p, byte b) {
        int end = endOfSet(p);
        int start = startOfSet(p);
        int c = b & 0xff;
        boolean found = false;
        for (int i = start; i < end; i += length(i)) {
            int length = length(i);
            int from = pattern[length == 2 ? i + 1 : i] & 0xff;
            int to = pattern[i + length - 1] & 0xff;
            found |= c >= Math.min(from, to) && c <= Math.max(from, to);
        }
        boolean inverted = start == p + 2;
        return found != inverted;
    }
}
