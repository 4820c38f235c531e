package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives columns another type. A conversion is exact: a value that the new type cannot hold just as
 * it is fails, so 1.5 is no integer, 300 no int8, and 10:30 on a day no date. The one exception is
 * a float, which takes the nearest value that it has to a text, a decimal or a wider float; an
 * integer must be held exactly. Nulls stay null.
 *
 * @param columns the columns
 * @param to the new type
 * @param format how dates, times and timestamps are written in text, in the signs of strptime
 *     (%d.%m.%Y), or null for the ISO form; only between text and these types
 * @param onError what becomes of values that fail
 */
public record ConvertType(List<String> columns, DType to, @Nullable String format, OnError onError)
        implements Operation {

    static final String NAME = "convert_type";

    /** What becomes of values that fail. */
    public enum OnError {
        /** The step is refused. */
        FAIL,
        /** They become null. */
        NULL
    }

    public ConvertType {
        columns = Columns.checked(NAME, columns);
        if (format != null && format.isEmpty()) {
            throw new InvalidParameterException(
                    "A format has at least one character, as in %Y-%m-%d; got \"\"");
        }
    }

    static ConvertType read(Parameters parameters) {
        String type = parameters.text("to");
        DType to;
        try {
            to = DType.parse(type);
        } catch (InvalidParameterException e) {
            throw new InvalidParameterException(
                    "Parameter 'to' of convert_type: " + e.getMessage(), e);
        }
        return new ConvertType(
                parameters.columns(),
                to,
                parameters.optionalText("format"),
                parameters.choice("on_error", OnError.class, OnError.FAIL));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        json.put("to", to.name());
        if (format != null) {
            json.put("format", format);
        }
        json.put("on_error", Parameters.label(onError));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Convert %s to %s%s"
                .formatted(
                        Shown.columns(columns),
                        to,
                        onError == OnError.NULL ? ", nulls for values that do not fit" : "");
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        List<Column> read = table.schema().require(columns);
        List<Conversion> conversions =
                read.stream().map(column -> Conversion.of(column, to, format)).toList();
        Draft draft = new Draft(table);
        draft.reads(read);
        try (TableScan scan = TableScan.open(table)) {
            if (format != null) {
                Conversion.checkFormat(scan, format);
            }
            Rewriter rewriter = new Rewriter(table, sink, scan);
            for (Conversion conversion : conversions) {
                if (!conversion.column().dtype().equals(to)) {
                    draft.put(convert(table, scan, rewriter, conversion));
                }
            }
        }
        return draft.finish();
    }

    private Rewriter.Rewritten convert(
            Table table, TableScan scan, Rewriter rewriter, Conversion conversion) {
        Rewriter.Rewritten rewritten =
                rewriter.rewrite(
                        switch (onError) {
                            case NULL -> conversion.rewrite();
                            case FAIL ->
                                    conversion.rewrite().failedWhere("v IS NULL AND x IS NOT NULL");
                        });
        if (rewritten.failures() > 0) {
            throw new InvalidParameterException(
                    "Column '%s' cannot become %s: row %d holds %s%s; use \"on_error\": \"null\" to empty such cells"
                            .formatted(
                                    conversion.column().name(),
                                    to,
                                    rewritten.firstFailure(),
                                    Cells.shown(
                                            table,
                                            scan,
                                            conversion.column(),
                                            rewritten.firstFailure()),
                                    rewritten.failures() == 1
                                            ? ""
                                            : ", and %,d more rows do not fit"
                                                    .formatted(rewritten.failures() - 1)));
        }
        return rewritten;
    }
}
