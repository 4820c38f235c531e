package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The percent-encoding of texts that others write: keys and tags. Braces would move a key to
 * another slot of a cluster; spaces, commas and line ends separate the fields of a header.
 */
final class Names {

    private Names() {}

    /** For the header of an entry: visible ASCII without comma and percent stays. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain(text.charAt(i))) {
                return escapeFrom(text);
            }
        }
        return text;
    }

    private static boolean plain(char c) {
        return c > ' ' && c <= '~' && c != ',' && c != '%';
    }

    private static String escapeFrom(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            if (b > 0 && plain((char) b)) {
                out.append((char) b);
            } else {
                out.append('%').append("%02X".formatted(b & 0xff));
            }
        }
        return out.toString();
    }

    /**
     * @throws UnreadableEntryException when a percent sign is not followed by two digits
     */
    static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new UnreadableEntryException(
                        "A percent sign must be followed by two digits, got '%s'".formatted(text));
            }
            out.write(high * 16 + low);
            i += 2;
        }
        return out.toString(UTF_8);
    }

    /** For keys in Redis: only braces and the percent sign itself are written otherwise. */
    static String escapeKey(String text) {
        if (text.indexOf('{') < 0 && text.indexOf('}') < 0 && text.indexOf('%') < 0) {
            return text;
        }
        return text.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    }

    /** The text that {@link #escapeKey} was given. */
    static String unescapeKey(String text) {
        return text.replace("%7D", "}").replace("%7B", "{").replace("%25", "%");
    }
}
