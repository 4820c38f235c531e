package io.remanso.tables.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header among the first records: which of them stand before it, whether there is one,
 * and how many records it takes. A record is a header when its fields do not fit the types of the
 * columns below; among columns of text alone, when its fields are all there and no two are the
 * same.
 */
final class Headings {

    private static final int MOST_BEFORE = 20;
    private static final int MOST_HEADERS = 3;
    private static final int ENOUGH = 8;
    private static final int MOST_COLUMNS = 200;
    private static final double MOST = 0.8;
    private static final double FEW = 0.02;
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");

    private final List<@Nullable String[]> records;
    private final int columns;
    private final List<TextType> candidates;

    /**
     * @param columns how many fields most records have
     * @param candidates what a column may turn out to be
     */
    Headings(List<@Nullable String[]> records, int columns, List<TextType> candidates) {
        this.records = records;
        this.columns = Math.min(columns, MOST_COLUMNS);
        this.candidates = candidates;
    }

    /** Records before the table: titles and blank ones, which fill less than half of its width. */
    int before() {
        for (int i = 1; i < Math.min(MOST_BEFORE, records.size()); i++) {
            if (filled(records.get(i)) >= columns && columns > 2) {
                boolean sparse =
                        records.subList(0, i).stream()
                                .allMatch(record -> 2 * filled(record) < columns);
                return sparse && isHeader(i) ? i : 0;
            }
        }
        return 0;
    }

    /** Whether the record in this place is a header. */
    boolean isHeader(int at) {
        @Nullable String[] header = records.get(at);
        if (at + 1 >= records.size()) {
            return isNames(header);
        }
        List<TextType> types = types(at + 1);
        int votes = 0;
        for (int i = 0; i < Math.min(header.length, columns); i++) {
            votes += vote(header[i], types.get(i), at + 1, i);
        }
        return votes == 0 ? isNames(header) : votes > 0;
    }

    private int vote(@Nullable String name, TextType type, int firstRow, int column) {
        if (name == null || name.isBlank()) {
            return 0;
        }
        if (type.isString()) {
            return isRepeated(name, firstRow, column) ? -1 : 0;
        }
        boolean fits = type.accepts(name.strip()) || TypeGuess.MISSING.contains(name.strip());
        return fits && !isYearAmongOthers(name, firstRow, column) ? -1 : 1;
    }

    private boolean isRepeated(String name, int firstRow, int column) {
        List<String> texts = texts(firstRow, column);
        return Collections.frequency(texts, name.strip()) > FEW * texts.size();
    }

    /** Years head columns of counts, as in tables of statistics. */
    private boolean isYearAmongOthers(String name, int firstRow, int column) {
        return YEAR.matcher(name.strip()).matches()
                && texts(firstRow, column).stream().noneMatch(text -> YEAR.matcher(text).matches());
    }

    private List<String> texts(int firstRow, int column) {
        List<String> texts = new ArrayList<>();
        for (@Nullable String[] record : records.subList(firstRow, records.size())) {
            String text = column < record.length ? record[column] : null;
            if (text != null
                    && !text.isBlank()
                    && !Arrays.equals(record, records.get(firstRow - 1))) {
                texts.add(text.strip());
            }
        }
        return texts;
    }

    /** Whether the fields could be names: all there, all different, none a number or date. */
    private boolean isNames(@Nullable String[] record) {
        Set<String> names = new HashSet<>();
        for (String field : record) {
            if (field == null || field.isBlank() || !names.add(field.strip())) {
                return false;
            }
            if (!isWord(field)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is no number, date, time or mark of a missing value. */
    private boolean isWord(String text) {
        String bare = text.strip();
        return !TypeGuess.MISSING.contains(bare)
                && candidates.stream().allMatch(type -> type.isString() || !type.accepts(bare));
    }

    /** How many records the header takes that begins in this place. */
    int height(int at) {
        int last = at + MOST_HEADERS;
        if (records.size() < last + ENOUGH) {
            return 1;
        }
        List<TextType> types = types(last);
        int height = 1;
        while (height < MOST_HEADERS && isForeign(records.get(at + height), types)) {
            height++;
        }
        return height;
    }

    /** Whether the record is made of words, and some of them stand in columns of other types. */
    private boolean isForeign(@Nullable String[] record, List<TextType> types) {
        int foreign = 0;
        for (int i = 0; i < Math.min(record.length, columns); i++) {
            String text = record[i];
            if (text != null && !text.isBlank()) {
                if (!isWord(text)) {
                    return false;
                }
                foreign += types.get(i).isString() ? 0 : 1;
            }
        }
        return foreign > 1;
    }

    private List<TextType> types(int firstRow) {
        return IntStream.range(0, columns).mapToObj(column -> type(firstRow, column)).toList();
    }

    /** The type of most texts of a column. */
    private TextType type(int firstRow, int column) {
        List<String> texts = texts(firstRow, column);
        texts.removeAll(TypeGuess.MISSING);
        for (TextType type : candidates) {
            long fitting = texts.stream().filter(type::accepts).count();
            if (fitting > 0 && fitting >= MOST * texts.size()) {
                return type;
            }
        }
        return TextType.STRING;
    }

    private static int filled(@Nullable String[] record) {
        int filled = 0;
        for (String field : record) {
            if (field != null && !field.isBlank()) {
                filled++;
            }
        }
        return filled;
    }
}
