package io.remanso.tables.files;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.UnreadableFileException;
import io.remanso.tables.files.RecordReader.Raw;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the {@link Layout} of a text from its head. */
final class LayoutGuess {

    /** The most records of the head that are looked at. */
    static final int MOST_RECORDS = 2_000;

    private static final int HEADING_RECORDS = 200;

    private final Head head;
    private final ImportOptions options;
    private final boolean endAtReturn;
    private final List<String> warnings = new ArrayList<>();

    LayoutGuess(Head head, ImportOptions options) {
        this.head = head;
        this.options = options;
        this.endAtReturn = head.text().indexOf('\n') < 0 && head.text().indexOf('\r') >= 0;
    }

    Layout layout() throws IOException {
        String declared = declaredDelimiter();
        Integer asked = options.skipRows();
        int skipped = asked != null ? asked : declared != null ? 1 : 0;
        String text = head.text().substring(start(skipped));
        if (text.isBlank()) {
            throw new UnreadableFileException(
                    "A table has at least a header, nothing stands behind the first %d lines"
                            .formatted(skipped));
        }
        String delimiter = options.delimiter() != null ? options.delimiter() : declared;
        Dialect dialect = DialectGuess.of(text, endAtReturn, delimiter, options.quote());
        int columns = columns(text, dialect);
        List<Raw> records = records(text, dialect, columns);
        List<TextType> candidates =
                candidates(dialect, options.decimal().get(ImportOptions.OTHERS));
        Headings headings = new Headings(first(records), columns, candidates);
        int before = asked == null && options.header() == null ? headings.before() : 0;
        int header = headerRecords(headings, before);
        List<String> names = names(records.subList(before, before + header), columns);
        int firstLine = skipped;
        skipped += (int) records.get(before).line() - 1;
        List<Raw> data = records.subList(before + header, records.size());
        return new Layout(
                dialect,
                endAtReturn,
                skipped,
                skipped == 0 ? 0 : head.offset(start(skipped)),
                header,
                names,
                guesses(names, dialect, data, firstLine),
                data.stream().map(LayoutGuess::fields).toList(),
                quotesAll(data, dialect),
                warnings);
    }

    private int headerRecords(Headings headings, int at) {
        Boolean header = options.header();
        if (header != null) {
            return header ? 1 : 0;
        }
        if (!headings.isHeader(at)) {
            warnings.add(
                    "The first record does not look like a header, so the columns are named column_1, column_2, …; option 'header' overrides this");
            return 0;
        }
        int height = headings.height(at);
        if (height > 1) {
            warnings.add("The first %d records were joined as the header".formatted(height));
        }
        return height;
    }

    /** The delimiter that a first line {@code sep=;} declares. */
    private @Nullable String declaredDelimiter() {
        String first = head.text().lines().findFirst().orElse("");
        String bare = first.replace("\"", "");
        return bare.startsWith("sep=") && bare.length() == 5 ? bare.substring(4) : null;
    }

    /** Where the line begins that has so many lines before it. */
    private int start(int lines) {
        String text = head.text();
        int at = 0;
        for (int i = 0; i < lines && at < text.length(); i++) {
            int end = text.indexOf(endAtReturn ? '\r' : '\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        return at;
    }

    /** How many fields most records have; the more of two numbers that are as common. */
    private int columns(String text, Dialect dialect) throws IOException {
        RecordReader reader = new RecordReader(new StringReader(text), dialect, endAtReturn, 0);
        Map<Integer, Integer> counts = new HashMap<>();
        int records = 0;
        for (Raw raw = reader.next(); raw != null && records < MOST_RECORDS; raw = reader.next()) {
            checkColumns(raw, dialect);
            counts.merge(fields(raw).length, 1, Integer::sum);
            records++;
        }
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    private static void checkColumns(Raw raw, Dialect dialect) {
        String delimiter = dialect.delimiter();
        int delimiters = 0;
        for (int at = raw.text().indexOf(delimiter);
                at >= 0 && delimiters < FieldParser.MAX_COLUMNS;
                at = raw.text().indexOf(delimiter, at + delimiter.length())) {
            delimiters++;
        }
        if (delimiters >= FieldParser.MAX_COLUMNS
                && (raw.fields() == null || raw.fields().length > FieldParser.MAX_COLUMNS)) {
            throw new UnreadableFileException(
                    "A table may have at most %,d columns, line %d has more fields; is '%s' the delimiter?"
                            .formatted(FieldParser.MAX_COLUMNS, raw.line(), delimiter));
        }
    }

    private List<Raw> records(String text, Dialect dialect, int columns) throws IOException {
        RecordReader reader =
                new RecordReader(new StringReader(text), dialect, endAtReturn, columns);
        List<Raw> records = new ArrayList<>();
        for (Raw raw = reader.next();
                raw != null && records.size() < MOST_RECORDS;
                raw = reader.next()) {
            records.add(raw);
        }
        return records;
    }

    private static List<@Nullable String[]> first(List<Raw> records) {
        return records.stream().limit(HEADING_RECORDS).map(LayoutGuess::fields).toList();
    }

    private static @Nullable String[] fields(Raw raw) {
        return raw.fields() == null ? new @Nullable String[] {raw.text()} : raw.fields();
    }

    private List<String> names(List<Raw> header, int columns) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        int empty = 0;
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            String name = name(header, i);
            if (name.isEmpty()) {
                empty += header.isEmpty() ? 0 : 1;
                name = "column_" + (i + 1);
            }
            String unique = name;
            for (int n = 2; !used.add(unique); n++) {
                unique = name + "_" + n;
            }
            if (!unique.equals(name)) {
                repeated.add(unique);
            }
            names.add(unique);
        }
        if (empty > 0) {
            warnings.add(
                    empty == 1
                            ? "1 column has no name and is named by its position"
                            : "%,d columns have no name and are named by their position"
                                    .formatted(empty));
        }
        if (!repeated.isEmpty()) {
            warnings.add(
                    "Column names that occur more than once were numbered: "
                            + String.join(
                                    ", ", repeated.subList(0, Math.min(10, repeated.size()))));
        }
        return names;
    }

    private static String name(List<Raw> header, int column) {
        List<String> parts = new ArrayList<>();
        for (Raw raw : header) {
            @Nullable String[] fields = fields(raw);
            String part = column < fields.length ? fields[column] : null;
            if (part != null && !part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return String.join(" ", parts);
    }

    private List<TextType> candidates(Dialect dialect, @Nullable String decimal) {
        return TextTypes.candidates(
                decimal == null ? "" : decimal, dialect.delimiter().startsWith(","));
    }

    private List<TypeGuess> guesses(
            List<String> names, Dialect dialect, List<Raw> data, int skipped) {
        checkNames("types", options.types().keySet(), names);
        checkNames("decimal", options.decimal().keySet(), names);
        List<TypeGuess> guesses = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            TypeGuess guess = guess(names.get(i), dialect);
            for (Raw raw : data) {
                @Nullable String[] fields = fields(raw);
                String text = i < fields.length ? fields[i] : null;
                if (text != null && fields.length == names.size() && !isNull(text)) {
                    guess.see(text);
                    if (guess.isRefuted()) {
                        throw RefusedValueException.refusal(
                                names.get(i),
                                Objects.requireNonNull(choice(options.types(), names.get(i))),
                                skipped + raw.line(),
                                text);
                    }
                }
            }
            guesses.add(guess);
        }
        return guesses;
    }

    private boolean isNull(String text) {
        return options.nullValues() != null && options.nullValues().contains(text);
    }

    private TypeGuess guess(String name, Dialect dialect) {
        String decimal = choice(options.decimal(), name);
        Set<String> missing = options.nullValues() == null ? TypeGuess.MISSING : Set.of();
        DType asked = choice(options.types(), name);
        return asked == null
                ? TypeGuess.open(candidates(dialect, decimal), missing)
                : TypeGuess.asked(TextTypes.asked(asked, decimal == null ? "" : decimal), missing);
    }

    private static <T> @Nullable T choice(Map<String, T> byColumn, String name) {
        T own = byColumn.get(name);
        return own != null ? own : byColumn.get(ImportOptions.OTHERS);
    }

    private static void checkNames(String option, Set<String> used, List<String> names) {
        for (String name : used) {
            if (!name.equals(ImportOptions.OTHERS) && !names.contains(name)) {
                throw new InvalidParameterException(
                        "Option '%s' names columns of the file, which has no '%s'; it has %s"
                                .formatted(option, name, Names.some(names)));
            }
        }
    }

    /** Whether every field of every record stands in quotes. */
    private static boolean quotesAll(List<Raw> data, Dialect dialect) {
        if (dialect.quote() == 0 || data.isEmpty()) {
            return false;
        }
        String quote = dialect.quoteText();
        String between = quote + dialect.delimiter() + quote;
        for (Raw raw : data) {
            String text = raw.text().strip();
            int pairs = text.split(java.util.regex.Pattern.quote(between), -1).length;
            if (!text.startsWith(quote) || !text.endsWith(quote) || pairs != fields(raw).length) {
                return false;
            }
        }
        return true;
    }
}
