package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins the values of columns to one text in a new column, which comes last. Values that are no
 * text are written as {@code convert_type} writes them. Nulls are passed over; nulls alone give a
 * null. The columns that are read stay.
 *
 * @param columns the columns, in the order of the parts
 * @param into the name of the new column
 * @param separator what stands between the parts; may be empty
 */
public record MergeColumns(List<String> columns, String into, String separator)
        implements Operation {

    static final String NAME = "merge_columns";

    private static final int MAX_SEPARATOR = 100;

    /** No value but a text has a longer text than this, in bytes. */
    private static final int LONGEST = 64;

    public MergeColumns {
        columns = Columns.checked(NAME, columns);
        Texts.requireValid(into);
        if (separator.length() > MAX_SEPARATOR) {
            throw new InvalidParameterException(
                    "The separator of merge_columns has at most %d characters; got %,d"
                            .formatted(MAX_SEPARATOR, separator.length()));
        }
        Texts.requireValid(separator);
    }

    static MergeColumns read(Parameters parameters) {
        String separator = parameters.optionalText("separator");
        return new MergeColumns(
                parameters.columns(), parameters.text("into"), separator == null ? " " : separator);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("into", into);
        json.put("separator", separator);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Merge %s into %s".formatted(Shown.columns(columns), Shown.text(into));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = table.schema().require(columns);
        refuseTooLarge(table, read);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            texts.add(Conversion.text("c" + i, read.get(i).dtype()));
        }
        String parts = String.join(", ", texts);
        String value =
                "CASE WHEN coalesce(%s) IS NOT NULL THEN concat_ws(%s, %s) END"
                        .formatted(parts, Sql.text(separator), parts);
        try (TableScan scan = TableScan.open(table)) {
            return new NewColumns(table, scan, sink).add(read, List.of(into), List.of(value), "s");
        }
    }

    /** Bounds the outcome of each slice before it is computed. */
    private void refuseTooLarge(Table table, List<Column> read) {
        SizeLimit limit = SizeLimit.of(table);
        long between = separator.getBytes(UTF_8).length * (read.size() - 1L);
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            long rows = table.manifest().slices().get(slice).rows();
            long bytes = rows * between;
            for (Column column : read) {
                ChunkRef chunk = table.manifest().chunksOf(column).get(slice);
                bytes +=
                        switch (column.dtype().kind()) {
                            case STRING -> chunk.rawBytes();
                            default -> rows * LONGEST;
                        };
            }
            limit.check(bytes);
        }
    }
}
