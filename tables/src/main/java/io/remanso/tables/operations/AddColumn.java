package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.expressions.Expression;
import io.remanso.tables.internal.QueryException;
import io.remanso.tables.internal.TableScan;
import tools.jackson.databind.node.ObjectNode;

/**
 * Computes a new column, which comes last, from the other cells of each row. Integers and decimals
 * are exact: a value that does not fit refuses the step.
 *
 * @param into the name of the new column
 * @param expression what its cells are, as in {@code round(price * quantity, 2)}
 */
public record AddColumn(String into, String expression) implements Operation {

    static final String NAME = "add_column";

    public AddColumn {
        Texts.requireValid(into);
        Texts.requireValid(expression);
        Expression.parse(expression);
    }

    static AddColumn read(Parameters parameters) {
        return new AddColumn(parameters.text("name"), parameters.text("expression"));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.put("name", into);
        json.put("expression", expression);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Add %s as %s".formatted(Shown.text(into), Shown.plain(expression));
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        ExpressionSql sql = new ExpressionSql(table, Expression.parse(expression));
        SizeLimit limit = SizeLimit.of(table);
        for (int slice = 0; slice < table.manifest().slices().size(); slice++) {
            limit.check((long) sql.bytes(slice));
        }
        try (TableScan scan = TableScan.open(table)) {
            sql.formats().forEach(format -> Conversion.checkFormat(scan, format));
            try {
                return new NewColumns(table, scan, sink)
                        .add(sql.columns(), into, sql.dtype(), sql.sql());
            } catch (QueryException e) {
                long row = FailingRow.find(table, sql);
                if (row < 0) {
                    throw e;
                }
                throw new InvalidParameterException(
                        "'expression' has no value in row %d that int64, a decimal of 38 digits or a date can hold; to_float computes with float64"
                                .formatted(row),
                        e);
            }
        }
    }
}
