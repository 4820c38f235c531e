package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.internal.TableScan;
import java.util.List;

/**
 * Replaces what a regular expression finds in texts. The size of the outcome is bounded before it
 * is computed, because the engine's memory limit does not reach into its text functions.
 */
final class RegexReplacement {

    private final Table table;
    private final ChunkSink sink;
    private final String pattern;
    private final String with;

    RegexReplacement(Table table, ChunkSink sink, ReplaceValues.ByPattern by) {
        this.table = table;
        this.sink = sink;
        this.pattern = by.pattern();
        this.with = by.with();
    }

    Change apply(List<Column> columns) {
        Draft draft = new Draft(table);
        draft.reads(columns);
        String value =
                "regexp_replace(s.c0, %s, %s, 'g')".formatted(Sql.text(pattern), Sql.text(with));
        try (TableScan scan = TableScan.open(table)) {
            Regex.check(scan, pattern, Regex.groupsIn(with));
            Rewriter rewriter = new Rewriter(table, sink, scan);
            for (Column column : columns) {
                refuseTooLarge(scan, column);
                draft.put(rewriter.rewrite(Rewrite.each(column, value)));
            }
        }
        return draft.finish();
    }

    /**
     * Bounds the outcome by what is left of the texts, the replacement for each match, and each
     * match again for each group that the replacement names. A quick bound, a match before every
     * byte, spares most columns the counting.
     *
     * @throws TableTooLargeException when the bound is more than a table may have
     */
    private void refuseTooLarge(TableScan scan, Column column) {
        long replacement = with.getBytes(UTF_8).length;
        long groups = with.chars().filter(c -> c == '\\').count();
        SizeLimit limit = SizeLimit.of(table);
        List<ChunkRef> chunks = table.manifest().chunksOf(column);
        for (int slice = 0; slice < chunks.size(); slice++) {
            long bytes = chunks.get(slice).rawBytes();
            long rows = table.manifest().slices().get(slice).rows();
            if (bytes * (1 + groups) + (bytes + rows) * replacement > limit.bytes()) {
                scan.register("s", Slices.one(table, slice, List.of(column)), List.of(column));
                limit.check(Statements.number(scan, bound(replacement, groups)));
            }
        }
    }

    private String bound(long replacement, long groups) {
        String found = Sql.text(pattern);
        return """
        SELECT coalesce(sum(rest + %d * (one - rest) + %d * (bytes - rest)), 0) FROM (
        SELECT strlen(c0) AS bytes,
        strlen(regexp_replace(c0, %s, '', 'g')) AS rest,
        strlen(regexp_replace(c0, %s, 'x', 'g')) AS one FROM s)\
        """
                .formatted(replacement, groups, found, found);
    }
}
