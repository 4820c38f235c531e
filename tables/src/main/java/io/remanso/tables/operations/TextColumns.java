package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What operations on text columns share. */
final class TextColumns {

    private TextColumns() {}

    /**
     * The named columns, or all text columns when there are no names.
     *
     * @throws InvalidParameterException when a named column holds no text
     */
    static List<Column> of(Table table, String operation, @Nullable List<String> names) {
        if (names == null) {
            return table.schema().columns().stream().filter(TextColumns::isText).toList();
        }
        List<Column> columns = table.schema().require(names);
        for (Column column : columns) {
            if (!isText(column)) {
                throw new InvalidParameterException(
                        "%s needs text columns; column '%s' holds %s"
                                .formatted(operation, column.name(), column.dtype()));
            }
        }
        return columns;
    }

    /** The change of texts that each become another by themselves. */
    static Change map(
            Table table, ChunkSink sink, List<Column> columns, UnaryOperator<String> mapping) {
        Draft draft = new Draft(table);
        draft.reads(columns);
        TextRewriter rewriter = new TextRewriter(table, sink);
        for (Column column : columns) {
            draft.put(rewriter.rewrite(column, mapping));
        }
        return draft.finish();
    }

    static String shown(@Nullable List<String> names) {
        return names == null ? "all text columns" : Shown.columns(names);
    }

    private static boolean isText(Column column) {
        return column.dtype().equals(DType.STRING);
    }
}
