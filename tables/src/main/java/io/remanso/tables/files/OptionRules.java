package io.remanso.tables.files;

import io.remanso.tables.InvalidParameterException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the single import options may hold. */
final class OptionRules {

    private static final Set<String> DECIMAL_SIGNS = Set.of(".", ",");

    private OptionRules() {}

    static void check(
            @Nullable String encoding,
            @Nullable String delimiter,
            @Nullable String quote,
            Map<String, String> decimal,
            @Nullable Integer skipRows) {
        if (encoding != null) {
            charset(encoding);
        }
        if (delimiter != null) {
            checkDelimiter(delimiter);
        }
        if (quote != null
                && !quote.isEmpty()
                && (quote.length() > 1 || quote.charAt(0) >= 128 || isLineEnd(quote.charAt(0)))) {
            throw new InvalidParameterException(
                    "Option 'quote' is one ASCII character, or empty for none; got '%s'"
                            .formatted(quote));
        }
        if (quote != null && !quote.isEmpty() && quote.equals(delimiter)) {
            throw new InvalidParameterException(
                    "Options 'quote' and 'delimiter' must differ, both are '%s'".formatted(quote));
        }
        for (Map.Entry<String, String> sign : decimal.entrySet()) {
            if (!DECIMAL_SIGNS.contains(sign.getValue())) {
                throw new InvalidParameterException(
                        "Option 'decimal' is '.' or ','; got '%s' for column '%s'"
                                .formatted(sign.getValue(), sign.getKey()));
            }
        }
        if (skipRows != null && skipRows < 0) {
            throw new InvalidParameterException(
                    "Option 'skip_rows' is a number of lines from 0; got %d".formatted(skipRows));
        }
    }

    static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidParameterException(
                    "Option 'encoding' is the name of a charset, such as UTF-8 or windows-1252; got '%s'"
                            .formatted(encoding),
                    e);
        }
    }

    private static void checkDelimiter(String delimiter) {
        if (delimiter.isEmpty()
                || delimiter.codePointCount(0, delimiter.length()) > ImportOptions.MAX_DELIMITER
                || delimiter.chars().anyMatch(OptionRules::isLineEnd)) {
            throw new InvalidParameterException(
                    "Option 'delimiter' is 1 to %d characters without line ends; got '%s'"
                            .formatted(ImportOptions.MAX_DELIMITER, delimiter));
        }
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == 0;
    }
}
