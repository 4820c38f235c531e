package io.remanso.tables.files;

import io.remanso.tables.files.RecordReader.Raw;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dialect of a text: the one in which its records have the most regular shape. Each
 * likely delimiter is tried on the first records; what counts is how many of them have the same
 * number of fields, how many fields that are, and how many of the fields look like values.
 */
final class DialectGuess {

    /** The delimiters that are tried and how likely each is; of equals the first wins. */
    private static final Map<String, Double> LIKELY = new LinkedHashMap<>();

    static {
        LIKELY.put(", ", 1.0);
        LIKELY.put("; ", 1.0);
        LIKELY.put(",", 1.0);
        LIKELY.put(";", 1.0);
        LIKELY.put("\t", 1.0);
        LIKELY.put("|", 1.0);
        LIKELY.put("\u0001", 0.9);
        LIKELY.put("^", 0.8);
        LIKELY.put("~", 0.8);
        LIKELY.put("¦", 0.8);
        LIKELY.put(" ", 0.3);
    }

    private static final double LEAST_SCORE = 0.1;
    private static final int CHARACTERS = 1 << 15;
    private static final int RECORDS = 100;
    private static final Pattern VALUE =
            Pattern.compile("[-+]?[0-9][0-9.,:/ -]*([eE][-+]?[0-9]+)?|[A-Za-z]?[0-9]+|");

    private final String text;
    private final boolean endAtReturn;

    private DialectGuess(String text, boolean endAtReturn) {
        this.text = text;
        this.endAtReturn = endAtReturn;
    }

    /**
     * The dialect of a text; what the user says is not doubted. The first lines tell it, unless a
     * quoted field that is longer than they are leaves them without a shape.
     *
     * @param text the first lines of the file, without what stands before the records
     * @param endAtReturn whether CR alone ends a line
     */
    static Dialect of(
            String text, boolean endAtReturn, @Nullable String delimiter, @Nullable String quote) {
        String start = start(text, endAtReturn);
        DialectGuess near = new DialectGuess(start, endAtReturn);
        Dialect dialect = near.quotes(quote);
        if (delimiter != null) {
            return dialect.withDelimiter(delimiter);
        }
        String found = near.delimiter(dialect);
        if (found.isEmpty()
                && start.length() < text.length()
                && start.indexOf(dialect.quote()) > 0) {
            DialectGuess far = new DialectGuess(text, endAtReturn);
            Dialect other = far.quotes(quote);
            String behind = far.delimiter(other);
            if (!behind.isEmpty()) {
                return other.withDelimiter(behind);
            }
        }
        return dialect.withDelimiter(found.isEmpty() ? near.fallback() : found);
    }

    /** Whole lines from the start of the text. */
    private static String start(String text, boolean endAtReturn) {
        int end = text.indexOf(endAtReturn ? '\r' : '\n', Math.min(CHARACTERS, text.length()));
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** A dialect with the quotes of the text, and any delimiter. */
    private Dialect quotes(@Nullable String quote) {
        char mark = quote == null ? quote() : quote.isEmpty() ? 0 : quote.charAt(0);
        return new Dialect(",", mark, escape(mark));
    }

    private char quote() {
        long doubles = quoted('"');
        long singles = quoted('\'');
        return singles > 2 * doubles && singles > 1 ? '\'' : '"';
    }

    /**
     * How many fields stand within this quote. What is within is matched possessively: a loop that
     * could give a character back would need a stack as deep as the field is long.
     */
    private long quoted(char quote) {
        return matches(
                "(?m)(?:^|[,;\t|])[ ]?%1$s[^%1$s\n\r]*+(?:%1$s%1$s[^%1$s\n\r]*+)*+%1$s(?=[ ]?(?:[,;\t|]|\r?$))"
                        .formatted(quote));
    }

    private char escape(char quote) {
        if (quote == 0) {
            return 0;
        }
        long backslashes = matches("\\\\" + quote);
        long doubled = matches("[^\\\\\\s,;|%1$s]%1$s%1$s|%1$s%1$s[^\\s,;|%1$s]".formatted(quote));
        return backslashes > doubled ? '\\' : quote;
    }

    private long matches(String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        long count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** The delimiter that gives the text its most regular shape; empty when none gives it any. */
    private String delimiter(Dialect dialect) {
        String best = "";
        double most = LEAST_SCORE;
        for (Map.Entry<String, Double> candidate : LIKELY.entrySet()) {
            if (text.contains(candidate.getKey())) {
                Dialect tried = dialect.withDelimiter(candidate.getKey());
                double score = shape(tried).score() * quotesFit(tried) * candidate.getValue();
                if (score > most) {
                    most = score;
                    best = candidate.getKey();
                }
            }
        }
        return best;
    }

    /** The delimiter of a text too wide to be tried, else one that keeps each line in one piece. */
    private String fallback() {
        return Stream.of(",", "\t", ";", "|")
                .filter(delimiter -> matches(Pattern.quote(delimiter)) >= FieldParser.MAX_COLUMNS)
                .filter(delimiter -> shape(new Dialect(delimiter, '"', '"')).fields() == 0)
                .findFirst()
                .orElseGet(this::absent);
    }

    /** A delimiter that keeps each line of the text in one piece. */
    private String absent() {
        return Stream.of(",", "\t", ";", "|")
                .filter(delimiter -> !text.contains(delimiter))
                .findFirst()
                .orElse(",");
    }

    /** How many of the quotes stand at an end of a field, mapped to 0.3 to 1. */
    private double quotesFit(Dialect dialect) {
        long quotes =
                dialect.quote() == 0 ? 0 : text.chars().filter(c -> c == dialect.quote()).count();
        if (quotes == 0) {
            return 1;
        }
        String delimiter = Pattern.quote(dialect.delimiter());
        long fitting =
                matches(
                        "(?m)(?:^|%1$s) ?%2$s|%2$s(?= ?%1$s|\r?$)"
                                .formatted(delimiter, dialect.quote()));
        return 0.3 + 0.7 * Math.min(1, (double) fitting / quotes);
    }

    /**
     * The shape of the first records.
     *
     * @param fields how many fields most records have
     * @param share how many of the records have just so many, 0 to 1
     * @param values how many of these fields look like values, 0 to 1
     */
    private record Shape(int fields, double share, double values) {

        private double score() {
            return fields < 2 ? 0 : share * share * (1 - 1.0 / fields) * (0.6 + 0.4 * values);
        }
    }

    private Shape shape(Dialect dialect) {
        RecordReader reader = new RecordReader(new StringReader(text), dialect, endAtReturn, 0);
        Map<Integer, int[]> byFields = new HashMap<>();
        int records = 0;
        try {
            for (Raw raw = reader.next(); raw != null && records < RECORDS; raw = reader.next()) {
                records++;
                if (raw.fields() != null) {
                    int[] found = byFields.computeIfAbsent(raw.fields().length, n -> new int[2]);
                    found[0]++;
                    found[1] += values(raw.fields());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A string can always be read", e);
        }
        Shape best = new Shape(0, 0, 0);
        for (Map.Entry<Integer, int[]> entry : byFields.entrySet()) {
            int fields = entry.getKey();
            int count = entry.getValue()[0];
            Shape shape =
                    new Shape(
                            fields,
                            (double) count / records,
                            (double) entry.getValue()[1] / Math.max(1, count * fields));
            best = shape.share > best.share ? shape : best;
        }
        return best;
    }

    private static int values(@Nullable String[] fields) {
        int values = 0;
        for (String field : fields) {
            if (field == null || VALUE.matcher(field.strip()).matches()) {
                values++;
            }
        }
        return values;
    }
}
