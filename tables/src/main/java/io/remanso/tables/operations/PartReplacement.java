package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Replaces each place where a text is found in another.
 *
 * @param part what is looked for, not empty
 * @param with what stands there afterwards
 * @param limit what one text may grow to
 */
record PartReplacement(String part, String with, SizeLimit limit) {

    String replaced(String text) {
        long places = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            places++;
        }
        if (places == 0) {
            return text;
        }
        limit.check(text.length() + places * (with.getBytes(UTF_8).length - (long) part.length()));
        return text.replace(part, with);
    }
}
