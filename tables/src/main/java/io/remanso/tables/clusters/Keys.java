package io.remanso.tables.clusters;

import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Keys that are equal for texts that are likely the same; empty when nothing of a text is left. */
final class Keys {

    static final int MAX_VALUES = 500_000;

    /** Takes accents off, and writes ß, æ, ø, ł as ss, ae, o, l. */
    private static final Transliterator PLAIN =
            Transliterator.getInstance(
                    "NFKD; [\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F] Remove; NFC; Latin-ASCII");

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
    private static final Pattern SPACE = Pattern.compile("[\\p{IsWhite_Space}]+");
    private static final Pattern NO_WORD =
            Pattern.compile("[\\p{P}\\p{S}\\p{C}&&[^\\t\\n\\x0B\\f\\r\\x85]]+");

    private Keys() {}

    /** The different words of the text, sorted. */
    static String fingerprint(String text) {
        String words = NO_WORD.matcher(plain(text)).replaceAll("");
        return String.join(" ", new TreeSet<>(Arrays.asList(SPACE.split(words.strip()))));
    }

    /**
     * The different groups of so many neighbouring characters, sorted; of a shorter text itself.
     */
    static String ngrams(String text, int size) {
        String letters = SPACE.matcher(NO_WORD.matcher(plain(text)).replaceAll("")).replaceAll("");
        int[] points = letters.codePoints().toArray();
        if (points.length <= size) {
            return letters;
        }
        TreeSet<String> groups = new TreeSet<>();
        for (int i = 0; i + size <= points.length; i++) {
            groups.add(new String(points, i, size));
        }
        return String.join("", groups);
    }

    private static String plain(String text) {
        String plain = ASCII.matcher(text).matches() ? text : PLAIN.transliterate(text);
        return plain.toLowerCase(Locale.ROOT);
    }
}
