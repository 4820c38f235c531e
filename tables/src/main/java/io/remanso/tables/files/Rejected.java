package io.remanso.tables.files;

/**
 * A record of a file that did not become a row.
 *
 * @param line the line of the file where it begins, from 1
 * @param reason what is wrong with it, as a sentence
 * @param text the record as it stands in the file, cut after {@value #MAX_TEXT} characters
 */
public record Rejected(long line, String reason, String text) {

    /** The most characters of a rejected record that are kept. */
    public static final int MAX_TEXT = 1_000;

    public Rejected {
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT) + "…";
        }
    }
}
