package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the rows for which a condition is true, in their order; a row for which it is neither true
 * nor false goes. Marks of rows that go are dropped.
 *
 * @param where the condition
 */
public record FilterRows(Condition where) implements Operation {

    static final String NAME = "filter_rows";

    static FilterRows read(Parameters parameters) {
        return new FilterRows(
                ConditionJson.read(parameters.required("where", "a condition on columns")));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        json.set("where", ConditionJson.write(where));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Keep rows where " + ConditionWords.of(where);
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        ConditionSql condition = new ConditionSql(table.schema(), where);
        KeptRows kept = KeptRows.none(table);
        try (TableScan scan = TableScan.open(table)) {
            condition.patterns().forEach(pattern -> Regex.check(scan, pattern, 0));
            scan.register("t", condition.columns(), Extra.POSITION);
            kept.keep(scan, "SELECT pos FROM t WHERE " + condition.sql());
        }
        return kept.apply(sink, condition.columns());
    }
}
