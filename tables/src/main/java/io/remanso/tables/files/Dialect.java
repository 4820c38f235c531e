package io.remanso.tables.files;

/**
 * How records are written in a delimited text.
 *
 * @param delimiter what stands between two fields
 * @param quote the character around fields, 0 when quotes mean nothing
 * @param escape what stands before a quote that belongs to the field; the quote itself in RFC 4180
 */
record Dialect(String delimiter, char quote, char escape) {

    /** Commas and doubled quotes. */
    static final Dialect RFC_4180 = new Dialect(",", '"', '"');

    /** Whether quotes are doubled within quotes, or mean nothing. */
    boolean doublesQuotes() {
        return escape == quote;
    }

    /** The quote as users write it: empty for none. */
    String quoteText() {
        return quote == 0 ? "" : String.valueOf(quote);
    }

    Dialect withDelimiter(String other) {
        return new Dialect(other, quote, escape);
    }
}
