package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks of regular expressions, which have the syntax of RE2 and so match in linear time. */
final class Regex {

    private static final int MAX_LENGTH = 1_000;

    private Regex() {}

    static void checkLength(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new InvalidParameterException(
                    "A regular expression has at most %,d characters, got %,d"
                            .formatted(MAX_LENGTH, pattern.length()));
        }
    }

    /**
     * The highest group that a replacement names.
     *
     * @throws InvalidParameterException when a backslash stands before anything but a digit or a
     *     backslash
     */
    static int groupsIn(String replacement) {
        int highest = 0;
        for (int i = 0; i < replacement.length(); i++) {
            if (replacement.charAt(i) == '\\') {
                i++;
                char next = i < replacement.length() ? replacement.charAt(i) : ' ';
                if (next >= '0' && next <= '9') {
                    highest = Math.max(highest, next - '0');
                } else if (next != '\\') {
                    throw new InvalidParameterException(
                            "In 'with', a backslash stands before a digit or another backslash; got %s at position %d"
                                    .formatted(Shown.value(CellValue.of(replacement)), i - 1));
                }
            }
        }
        return highest;
    }

    /**
     * @throws InvalidParameterException when the engine cannot read the pattern, or it has fewer
     *     groups than asked for
     */
    static void check(TableScan scan, String pattern, int groups) {
        checkLength(pattern);
        try {
            probe(scan, pattern, groups);
        } catch (QueryException e) {
            String message = String.valueOf(e.getMessage());
            if (message.toLowerCase(Locale.ROOT).contains("not enough capturing groups")) {
                throw new InvalidParameterException(
                        "'with' names group %d of the pattern %s, which has fewer groups"
                                .formatted(groups, Shown.value(CellValue.of(pattern))),
                        e);
            }
            throw new InvalidParameterException(
                    "A regular expression must have the syntax of RE2; got %s: %s"
                            .formatted(Shown.value(CellValue.of(pattern)), reason(message)),
                    e);
        }
    }

    private static void probe(TableScan scan, String pattern, int groups) {
        String names =
                IntStream.rangeClosed(1, groups)
                        .mapToObj(i -> "'g" + i + "'")
                        .collect(Collectors.joining(", ", "[", "]"));
        String sql =
                groups == 0
                        ? "SELECT regexp_matches('', %s)".formatted(Sql.text(pattern))
                        : "SELECT 1 FROM (SELECT regexp_extract('', %s, %s) AS g) WHERE g IS NOT NULL"
                                .formatted(Sql.text(pattern), names);
        try (QueryBatches answer = scan.query(sql)) {
            answer.next();
        }
    }

    /** Whether a pattern that can be read has at least so many groups. */
    static boolean hasGroups(TableScan scan, String pattern, int groups) {
        try {
            probe(scan, pattern, groups);
            return true;
        } catch (QueryException e) {
            return false;
        }
    }

    /** Whether a pattern that can be read matches the empty text. */
    static boolean matchesNothing(TableScan scan, String pattern) {
        return Statements.number(
                        scan,
                        "SELECT CAST(regexp_matches('', %s) AS BIGINT)"
                                .formatted(Sql.text(pattern)))
                == 1;
    }

    /** The pattern that matches just this text. */
    static String quoted(String text) {
        StringBuilder pattern = new StringBuilder();
        text.codePoints()
                .forEach(point -> {
                    if (point == 0) {
                        pattern.append("\\x00");
                    } else {
                        boolean plain = point >= 0x80 || Character.isLetterOrDigit(point);
                        pattern.append(plain ? "" : "\\").appendCodePoint(point);
                    }
                });
        return pattern.toString();
    }

    /** The engine's words for what is wrong: {@code missing ): (a}. */
    private static String reason(String message) {
        String line = message.strip().lines().reduce((first, second) -> second).orElse("");
        for (String mark : new String[] {"Pattern failed to parse: ", "Invalid Input Error: "}) {
            int at = line.lastIndexOf(mark);
            if (at >= 0) {
                return line.substring(at + mark.length());
            }
        }
        return line;
    }
}
