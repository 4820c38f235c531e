package io.remanso.tables.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes single records apart into fields: strictly, or with one of the readings of a stray quote
 * that people would give it. An empty field is null, {@code ""} is the empty string. Not
 * thread-safe.
 */
final class FieldParser {

    /** The most columns of a table. */
    static final int MAX_COLUMNS = 10_000;

    private static final int BUFFER = 1 << 12;

    private final CsvParser strict;
    private final List<CsvParser> lenient;

    FieldParser(Dialect dialect) {
        this.strict = parser(dialect, UnescapedQuoteHandling.RAISE_ERROR);
        Dialect unescaped = new Dialect(dialect.delimiter(), dialect.quote(), '\0');
        this.lenient =
                dialect.quote() == 0
                        ? List.of()
                        : List.of(
                                parser(dialect, UnescapedQuoteHandling.STOP_AT_CLOSING_QUOTE),
                                parser(unescaped, UnescapedQuoteHandling.STOP_AT_CLOSING_QUOTE),
                                parser(dialect, UnescapedQuoteHandling.BACK_TO_DELIMITER),
                                parser(dialect, UnescapedQuoteHandling.STOP_AT_DELIMITER));
    }

    private static CsvParser parser(Dialect dialect, UnescapedQuoteHandling stray) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(dialect.delimiter());
        settings.getFormat().setQuote(dialect.quote());
        settings.getFormat().setQuoteEscape(dialect.escape());
        settings.getFormat().setLineSeparator("\n");
        settings.setCommentProcessingEnabled(false);
        settings.setEmptyValue("");
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setNormalizeLineEndingsWithinQuotes(false);
        settings.setMaxCharsPerColumn(-1);
        settings.setMaxColumns(MAX_COLUMNS + 1);
        settings.setErrorContentLength(0);
        settings.setReadInputOnSeparateThread(false);
        settings.setInputBufferSize(BUFFER);
        settings.setUnescapedQuoteHandling(stray);
        return new CsvParser(settings);
    }

    /** The fields of a record that is written as it should be, else null. */
    @Nullable String @Nullable [] strictly(String record) {
        return parse(strict, record);
    }

    /** The fields of a record with stray quotes, however many they are. */
    @Nullable String @Nullable [] loosely(String record) {
        return lenient.isEmpty() ? null : parse(lenient.getFirst(), record);
    }

    /** The fields of a record with stray quotes, if it can be read as just so many, else null. */
    @Nullable String @Nullable [] leniently(String record, int fields) {
        for (CsvParser parser : lenient) {
            @Nullable String[] found = parse(parser, record);
            if (found != null && found.length == fields) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String @Nullable [] parse(CsvParser parser, String record) {
        try {
            return parser.parseLine(record);
        } catch (TextParsingException e) {
            return null;
        }
    }
}
