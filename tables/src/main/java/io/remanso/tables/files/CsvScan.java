package io.remanso.tables.files;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL that reads columns of a delimited text in UTF-8, each cell as it is written.
 *
 * @param path the text, in the scratch folder
 * @param dialect a dialect that doubles quotes
 * @param lineEnd what ends each record
 * @param header whether the first record is left out
 * @param columns how many columns there are
 * @param longest the bytes of the longest record
 * @param nulls texts that are null, quoted or not; an empty field without quotes always is
 */
record CsvScan(
        Path path,
        Dialect dialect,
        String lineEnd,
        boolean header,
        int columns,
        long longest,
        List<String> nulls) {

    private static final long ENGINE_LINE = 2_000_000;

    /** A column to read; {@code position} is its place in the file, from 0. */
    record Wanted(int position, TextType type) {}

    /**
     * A query that answers, for each wanted column, its values and its doubts: the texts that are
     * not read faithfully.
     */
    String sql(List<Wanted> wanted) {
        String texts = list(wanted, w -> text(w.position()));
        String values = list(wanted, w -> value(w));
        String answers = list(wanted, w -> "v%d, %s".formatted(w.position(), doubt(w)));
        return "SELECT %s FROM (SELECT *, %s FROM (SELECT %s FROM %s))"
                .formatted(answers, values, texts, source());
    }

    private interface Part {
        String of(Wanted wanted);
    }

    private static String list(List<Wanted> wanted, Part part) {
        return wanted.stream().map(part::of).collect(Collectors.joining(", "));
    }

    private String text(int position) {
        String column = "c" + position;
        return nulls.isEmpty()
                ? column
                : "CASE WHEN %1$s IN (%2$s) THEN NULL ELSE %1$s END AS %1$s"
                        .formatted(
                                column,
                                nulls.stream()
                                        .map(CsvScan::literal)
                                        .collect(Collectors.joining(", ")));
    }

    private static String value(Wanted wanted) {
        return "%s AS v%d"
                .formatted(wanted.type().valueSql("c" + wanted.position()), wanted.position());
    }

    private static String doubt(Wanted wanted) {
        int at = wanted.position();
        return wanted.type().isString()
                ? "NULL::VARCHAR AS d" + at
                : "%s AS d%d".formatted(wanted.type().doubtSql("c" + at, "v" + at), at);
    }

    private String source() {
        String names =
                IntStream.range(0, columns)
                        .mapToObj("'c%d': 'VARCHAR'"::formatted)
                        .collect(Collectors.joining(", "));
        String quote = literal(dialect.quoteText());
        return "read_csv(%s, auto_detect = false, delim = %s, quote = %s, escape = %s, new_line = %s, header = %s, comment = '', nullstr = '', allow_quoted_nulls = false, columns = {%s}%s)"
                .formatted(
                        literal(path.toString()),
                        literal(dialect.delimiter()),
                        quote,
                        quote,
                        literal(lineEnd.replace("\r", "\\r").replace("\n", "\\n")),
                        header,
                        names,
                        sizes());
    }

    private String sizes() {
        return longest < ENGINE_LINE
                ? ""
                : ", max_line_size = %d, buffer_size = %d".formatted(longest + 2, 2 * longest + 4);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
