package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    private int endOfSet(int p) {
        int i = p + 1;
        if (i < pattern.length && pattern[i] == '^') {
            i++;
        }
        while (i < pattern.length && pattern[i] != ']') {
            i += pattern[i] == '\\' && i + 1 < pattern.length ? 2 : 1;
        }
        return Math.min(i, pattern.length);
    }

    private boolean inSet(int p, byte b) {
        int end = endOfSet(p);
        int i = p + 1;
        boolean inverted = i < end && pattern[i] == '^';
        if (inverted) {
            i++;
        }
        int c = b & 0xff;
        boolean found = false;
        while (i < end) {
            if (pattern[i] == '\\' && i + 1 < end) {
                found |= (pattern[i + 1] & 0xff) == c;
                i += 2;
            } else if (i + 2 < end && pattern[i + 1] == '-') {
                int from = pattern[i] & 0xff;
                int to = pattern[i + 2] & 0xff;
                found |= c >= Math.min(from, to) && c <= Math.max(from, to);
                i += 3;
            } else {
                found |= (pattern[i] & 0xff) == c;
                i++;
            }
        }
        return found != inverted;
    }
}
